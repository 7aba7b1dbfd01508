// « Autour de moi »: the position is asked for only when the button is pressed, and only two decimals of it (about a
// kilometre) leave the browser: enough to find what is near, too little to tell a house.
const round = (degrees) => degrees.toFixed(2);

/** The address of `action` with what was asked (names and values of the form) around that position. */
export const addressAround = (action, fields, { latitude, longitude }) => {
  const asked = new URLSearchParams(fields);
  for (const name of [...asked.keys()]) if (!asked.get(name) || ["ou", "page"].includes(name)) asked.delete(name);
  asked.set("autour", `${round(latitude)},${round(longitude)}`);
  return `${action}?${asked}`;
};

const offer = (button) => {
  const { around, asking, refused } = button.dataset;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "hint around-status";
  button.after(status);
  button.hidden = false;
  button.addEventListener("click", () => {
    status.textContent = asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(addressAround(around, button.form ? new FormData(button.form) : [], coords)),
      () => (status.textContent = refused),
      { maximumAge: 300_000, timeout: 10_000 },
    );
  });
};

// A page served without HTTPS elsewhere than on this machine has no geolocation: no button is better than a dead one.
if (isSecureContext && "geolocation" in navigator) document.querySelectorAll("button[data-around]").forEach(offer);
