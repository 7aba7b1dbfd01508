// Judges the style sheets. Run by `make lint` from the project.
export default {
  extends: "stylelint-config-standard",
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    // A block, its elements and its variants: `block`, `block__element`, `block--variant`.
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9-]+)?(--[a-z0-9-]+)?$",
    // Phones of 2022 do not understand `(width >= 48rem)`.
    "media-feature-range-notation": "prefix",
    "value-keyword-case": [
      "lower",
      { ignoreProperties: ["--font", "font-family"], ignoreKeywords: ["currentColor"] },
    ],
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }], // Safari knows no other
    // A file follows the page, one block after the other: rules of two blocks never meet on one element.
    "no-descending-specificity": null,
    // Short rules, one under the other: blank lines are where a reader wants a pause.
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
  },
};
