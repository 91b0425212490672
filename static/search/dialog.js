// The search itself: fetched, with the library and the index, when the dialog is first opened.

const MOST = 6; // results of one kind, until all are asked for
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", þ: "th" };
const WORD = /([\p{L}\p{N}\p{M}]+)/u;

// Without accents, also where Unicode does not take a letter and its accent apart.
const fold = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[łøđðßæœıþ]/g, (letter) => LETTERS[letter]);

/** Makes the dialog search; rejects when the library or the index cannot be fetched. */
export async function start({ make, field, status, library, index }) {
  const [{ default: MiniSearch }, response] = await Promise.all([import(library), fetch(index)]);
  if (!response.ok) throw new Error(`${index}: ${response.status}`);
  const { words, kinds } = await response.json();
  const search = searcher(MiniSearch, kinds);
  const show = groups(make, words, index);
  const list = make("div", { id: "search-results", class: "search__results", role: "listbox", "aria-label": words.results });
  status.after(list);
  for (const [key, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    field.setAttribute(key, value);
  }

  let active = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const activate = (place) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = (place + all.length) % all.length;
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", all[active].id);
  };

  const update = () => {
    const query = field.value.trim();
    const { way, found } = search(query);
    active = -1;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", found.length > 0);
    list.replaceChildren(...show(found));
    list.hidden = !found.length;
    list.scrollTop = 0;
    if (found.length) status.textContent = counted(words[way], found.length);
    else status.textContent = query ? words.none.replace("{query}", () => query) : words.suggestion;
  };

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") activate(active + 1);
    else if (event.key === "ArrowUp") activate(Math.max(active, 0) - 1);
    else if (event.key === "Enter") options()[Math.max(active, 0)].click();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const more = event.target.closest("button");
    if (!more) return;
    const place = options().indexOf(more);
    more.replaceWith(...more.others());
    active = -1;
    field.focus();
    activate(place);
  });
  update();
}

// A function that finds pages in the strictest of three ways that finds any: every word as it is written or begun,
// every word or one like it, some of the words.
function searcher(MiniSearch, kinds) {
  const pages = kinds.flatMap((kind) =>
    kind.entries.map(([url, title, note, figures, more]) => ({ kind, url, title, note, figures, more })),
  );
  const library = new MiniSearch({
    idField: "at",
    fields: ["title", "note", "more"],
    processTerm: fold,
    searchOptions: {
      prefix: true,
      boost: { title: 3, note: 2 },
      boostDocument: (at) => pages[at].kind.weight,
      bm25: { k: 1.2, b: 0, d: 0 }, // many names on a page make a find in it no worse
    },
  });
  library.addAll(pages.map(({ title, note, more }, at) => ({ at, title, note, more: more.join("\n") })));
  const fuzzy = (term) => (term.length < 3 || /\d/.test(term) ? false : 0.22);
  const ways = {
    found: { combineWith: "AND" },
    close: { combineWith: "AND", fuzzy },
    some: { combineWith: "OR", fuzzy },
  };
  return (query) => {
    for (const [way, options] of Object.entries(ways)) {
      const found = library.search(query, options).sort((a, b) => b.score - a.score || a.id - b.id);
      if (found.length) return { way, found: found.map(({ id, match }) => ({ page: pages[id], match })) };
    }
    return { found: [] };
  };
}

// A function that makes the groups of a list of results: by kind, the kind of the best one first.
function groups(make, words, index) {
  let made; // how many options, for their ids

  const option = (name, attributes, ...children) =>
    make(name, { role: "option", id: `search-option-${made++}`, tabindex: -1, "aria-selected": false, ...attributes }, ...children);

  const marked = (text, match) =>
    text.split(WORD).map((part, place) => (place % 2 && Object.hasOwn(match, fold(part)) ? make("mark", {}, part) : part));

  const result = ({ page: { kind, url, title, note, figures, more }, match }) => {
    // What else was found that neither title nor note shows: a player of the night, an old name.
    const seen = new Set(`${title} ${note}`.split(WORD).map(fold));
    const unseen = (text) => text.split(WORD).map(fold).some((word) => Object.hasOwn(match, word) && !seen.has(word));
    const why = more.filter((text) => /\p{L}/u.test(text) && unseen(text)).slice(0, 2).join(" · ");
    const line = (name, text, attributes) => make("span", { class: name, ...attributes }, ...marked(text, match));
    const content = [
      line("search__title", title, { lang: kind.language }),
      line("search__note", [note, figures].filter(Boolean).join(" · "), {}),
      line("search__note", why, { lang: kind.language }),
    ];
    return option("a", { class: "search__result", href: new URL(url, index) }, ...content.filter((each) => each.textContent));
  };

  const group = ([kind, results], place) => {
    const heading = make("p", { id: `search-kind-${place}`, class: "search__kind", role: "presentation" }, `${kind.name} (${results.length})`);
    const few = results.length > MOST + 1 ? results.slice(0, MOST) : results;
    const shown = few.map(result);
    if (few !== results) {
      const more = option("button", { type: "button", class: "search__more" }, words.more.replace("{count}", results.length));
      more.others = () => results.slice(MOST).map(result);
      shown.push(more);
    }
    return make("div", { role: "group", "aria-labelledby": heading.id }, heading, ...shown);
  };

  return (found) => {
    made = 0;
    const byKind = new Map(found.map(({ page }) => [page.kind, []]));
    for (const each of found) byKind.get(each.page.kind).push(each);
    return [...byKind].map(group);
  };
}

function counted(forms, count) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(count);
  return (forms[form] ?? forms.other).replace("{count}", count);
}
