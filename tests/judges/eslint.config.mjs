// Judges the scripts that browsers load, their tests, and the judges themselves. Run by `make lint` from the project.
import js from "@eslint/js";
import globals from "globals";

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    rules: {
      "array-callback-return": "error",
      "block-scoped-var": "error",
      "consistent-return": "error",
      curly: ["error", "multi-line"],
      "default-case-last": "error",
      eqeqeq: "error",
      "no-alert": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implicit-coercion": "error",
      "no-implicit-globals": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-return-assign": ["error", "except-parens"],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unneeded-ternary": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }], // a file reads from the whole to the parts
      "no-useless-concat": "error",
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-exponentiation-operator": "error",
      "prefer-object-spread": "error",
      "prefer-promise-reject-errors": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "prefer-template": "error",
      radix: "error",
      "require-await": "error",
      strict: "error",
      yoda: "error",
    },
  },
  {
    files: ["static/js/**/*.js"],
    languageOptions: { sourceType: "module", ecmaVersion: 2022, globals: globals.browser },
    rules: {
      "no-console": ["error", { allow: ["error"] }],
      // The content policy forbids both; the strict client cannot see what a script writes.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Build elements, or clone them." },
        { property: "outerHTML", message: "Build elements, or clone them." },
        { property: "insertAdjacentHTML", message: "Build elements, or clone them." },
        { object: "document", property: "cookie", message: "No cookie for visitors." },
        { object: "document", property: "write", message: "Build elements, or clone them." },
      ],
    },
  },
  {
    files: ["tests/**/*.mjs"],
    languageOptions: { sourceType: "module", ecmaVersion: 2022, globals: globals.node },
  },
];
