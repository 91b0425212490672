// Filters for a list: the nights of the timeline, the articles. The page is complete without them: this script
// builds its own controls, keeps what is chosen in the address, and says aloud how many items are left.

const list = document.querySelector("[data-filter]");
if (list) build(list, JSON.parse(list.dataset.filter));

function build(root, words) {
  const items = [...root.querySelectorAll("[data-item]")];
  const values = (item, key) => item.dataset[key]?.split(" ") ?? []; // a trophy is won as well
  const groups = [...root.querySelectorAll("[data-group]")];
  const form = document.createElement("form");
  form.className = "filters";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", words.title);

  for (const { key, label, options } of words.filters) {
    const used = options.filter(([value]) => items.some((item) => values(item, key).includes(value)));
    if (used.length < 2) continue;
    const select = document.createElement("select");
    select.name = key;
    select.add(new Option(words.any, ""));
    for (const [value, name] of used) select.add(new Option(name, value));
    form.append(labelled(label, select));
  }
  if (items.some((item) => "article" in item.dataset)) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.name = "article";
    box.value = "yes";
    const label = document.createElement("label");
    label.className = "filters__check";
    label.append(box, words.article);
    form.append(label);
  }
  const clear = document.createElement("button");
  clear.type = "reset";
  clear.textContent = words.clear;
  const count = document.createElement("p");
  count.className = "filters__count";
  count.setAttribute("role", "status");
  form.append(clear, count);
  root.querySelector("h2").after(form);

  const apply = (chosen) => {
    let shown = 0;
    for (const item of items) {
      const fits = [...chosen].every(([key, value]) => (key === "article" ? "article" in item.dataset : values(item, key).includes(value)));
      item.hidden = !fits;
      shown += fits;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
      root.querySelector(`a[href="#${group.id}"]`).parentElement.hidden = group.hidden; // no jump to what is not there
    }
    const text = words.count.replace("{shown}", shown).replace("{all}", items.length);
    count.textContent = shown ? text : `${text}. ${words.none}`;
  };
  const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = asked.get(field.name) === field.value;
      else if (field.name) field.value = [...field.options].some((option) => option.value === asked.get(field.name)) ? asked.get(field.name) : "";
    }
    apply(chosen());
  };

  form.addEventListener("change", () => {
    const asked = chosen();
    const query = asked.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    apply(asked);
  });
  form.addEventListener("reset", () => {
    history.replaceState(null, "", location.pathname);
    setTimeout(() => apply(chosen()));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  read();
}

function labelled(text, field) {
  const label = document.createElement("label");
  label.append(text, field);
  return label;
}
