// An import that is being applied goes on by itself while its page is open; without scripts, a button does it.
const form = document.querySelector("[data-import-goes-on]");
const progress = form?.querySelector("progress");

if (form && progress) {
  progress.value = progress.max - Number(progress.dataset.waiting);
  form.requestSubmit();
}
