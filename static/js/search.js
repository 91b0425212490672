// Opens the search. This part makes a button and a dialog with a field; what searches, the library and the index are
// fetched when somebody asks: by the button or with Ctrl+K (on a Mac Cmd+K). No single key: it would
// answer to people who speak to their computer (WCAG 2.1.4).

const masthead = document.querySelector("[data-search]");
const { search: index, searchDialog: script, searchLibrary: library } = masthead.dataset;
const [title, label, shut, loading, failed] = JSON.parse(masthead.dataset.searchWords);

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const button = make("button", { type: "button", class: "search-button", "aria-keyshortcuts": "Control+K Meta+K" }, title);
button.addEventListener("click", ask);
masthead.querySelector(".masthead__title").after(button);

let dialog, ready;
const field = make("input", { type: "text", class: "search__field", autocomplete: "off", autocapitalize: "none", spellcheck: "false", enterkeyhint: "go" });
const status = make("p", { class: "search__status", role: "status" });

function ask() {
  dialog ??= build();
  if (!dialog.open) dialog.showModal();
  field.select();
  ready ??= fetchRest();
}

function build() {
  const close = make("button", { type: "button", class: "search__close" }, shut);
  const head = make("div", { class: "search__head" }, make("label", { class: "search__label" }, label, field), close);
  const made = make("dialog", { class: "search", "aria-label": title }, make("div", { class: "search__body" }, head, status));
  close.addEventListener("click", () => made.close());
  made.addEventListener("click", (event) => event.target === made && made.close()); // beside the body
  document.body.append(made);
  return made;
}

async function fetchRest() {
  status.textContent = loading;
  try {
    const { start } = await import(script);
    await start({ make, field, status, library, index: new URL(index, location.href) });
  } catch (error) {
    status.textContent = failed;
    ready = undefined; // opened again, it tries again
    console.error(error);
  }
}

addEventListener("keydown", (event) => {
  const asked = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!asked) return;
  event.preventDefault();
  ask();
});
