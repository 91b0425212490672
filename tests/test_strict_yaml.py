"""The strict YAML reader: no surprises, and a place and a sentence for everything it refuses."""

import datetime
from itertools import pairwise

import pytest

from nights.strict_yaml import MAX_BYTES, MAX_DEPTH, YamlError, YamlText, decode


def read(text):
    return YamlText(text).read()


def refusal(text):
    """Where the text is refused, and why; bytes are decoded first."""
    with pytest.raises(YamlError) as refused:
        read(decode(text) if isinstance(text, bytes) else text)
    return refused.value.place, refused.value.message


# --- values: text stays text ------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("21:00", "21:00", id="a time is not 1260"),
        pytest.param("1:23:45", "1:23:45", id="a duration is no number"),
        pytest.param("NO", "NO", id="Norway is not false"),
        pytest.param("no", "no", id="no is not false"),
        pytest.param("on", "on", id="on is not true"),
        pytest.param("Yes", "Yes", id="Yes is not true"),
        pytest.param("y", "y", id="y is not true"),
        pytest.param("True", "True", id="only lower-case true is true"),
        pytest.param("true", True, id="true is true"),
        pytest.param("false", False, id="false is false"),
        pytest.param("010", "010", id="a leading nought does not make 8"),
        pytest.param("0o10", "0o10", id="no octal numbers"),
        pytest.param("0x1F", "0x1F", id="no hexadecimal numbers"),
        pytest.param("0b11", "0b11", id="no binary numbers"),
        pytest.param("1_000", "1_000", id="an underscore does not vanish"),
        pytest.param("1,000", "1,000", id="a comma does not vanish"),
        pytest.param("1.000", 1.0, id="a point makes a fraction"),
        pytest.param("1e3", "1e3", id="no exponents"),
        pytest.param(".5", ".5", id="a fraction needs its nought"),
        pytest.param(".inf", ".inf", id="no infinity"),
        pytest.param(".nan", ".nan", id="nan is text"),
        pytest.param("+5", "+5", id="a plus sign is text"),
        pytest.param("0", 0, id="nought is a number"),
        pytest.param("-12", -12, id="a number below nought"),
        pytest.param("123456789012345", 123456789012345, id="a long number"),
        pytest.param("1234567890123456", "1234567890123456", id="a number too long to be one"),
        pytest.param("9" * 100_000, "9" * 100_000, id="a number of 100,000 digits costs nothing"),
        pytest.param("2020-03-10", datetime.date(2020, 3, 10), id="a date is a date"),
        pytest.param("2020-02-30", "2020-02-30", id="a day that does not exist is text"),
        pytest.param("2020-3-1", "2020-3-1", id="a date has two digits for the month"),
        pytest.param("2020-03-10T21:00:00Z", "2020-03-10T21:00:00Z", id="no moments"),
        pytest.param("2019-20", "2019-20", id="a season is text"),
        pytest.param("~", None, id="a tilde is empty"),
        pytest.param("null", None, id="null is empty"),
        pytest.param("Null", "Null", id="only lower-case null is empty"),
        pytest.param("", None, id="nothing is empty"),
        pytest.param("=", "=", id="an equals sign is text"),
        pytest.param("'21'", "21", id="a quoted number is text"),
        pytest.param('"2020-03-10"', "2020-03-10", id="a quoted date is text"),
        pytest.param("'null'", "null", id="a quoted null is text"),
        pytest.param("''", "", id="empty quotes are text"),
        pytest.param("Iličić", "Iličić", id="an accent stays"),
        pytest.param("🏆", "🏆", id="a picture beyond the first 65,536 characters stays"),
        pytest.param("[1, a]", (1, "a"), id="a list cannot be changed"),
        pytest.param("|\n  one\n  two\n", "one\ntwo\n", id="a block keeps its lines"),
        pytest.param(">\n  one\n  two\n", "one two\n", id="a folded block joins its lines"),
    ],
)
def test_a_value_is_what_it_looks_like(written, value):
    found = read(f"key: {written}")["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("key", ["on", "off", "no", "y", "12", "2020-03-10", "~", "21:00", "<<", "="])
def test_a_key_is_always_text(key):
    assert read(f"{key}: 1") == {key: 1}


def test_keys_keep_their_order():
    assert list(read("b: 1\na: 2\nc: 3")) == ["b", "a", "c"]


def test_windows_line_ends_are_read_as_line_ends():
    text = decode(b"a: 1\r\nb: |\r\n  one\r\n  two\r\n")
    assert read(text) == {"a": 1, "b": "one\ntwo\n"}


# --- what is refused, where and why --------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        pytest.param("a: 1\na: 2", (2, 1), "the key `a` stands here twice", id="a key twice"),
        pytest.param("x:\n  - {a: 1, a: 2}", (2, 12), "the key `a` stands here twice", id="a key twice in one line"),
        pytest.param("1: a\n'1': b", (2, 1), "the key `1` stands here twice", id="a key twice, once in quotes"),
        pytest.param("é: 1\nb: 2\né: 3", (3, 1), "the key `é` stands here twice", id="a key with an accent twice"),
        pytest.param("? [a]\n: 1", (1, 3), "a key must be a word", id="a list as a key"),
        pytest.param("? {a: 1}\n: 1", (1, 3), "a key must be a word", id="a mapping as a key"),
        pytest.param("a:\n\tb: 1", (2, 1), "a tab cannot indent YAML; use spaces", id="a tab before a key"),
        pytest.param("a:\n  - b\n\t- c", (3, 1), "a tab cannot indent YAML", id="a tab before a list's item"),
        pytest.param("a: &x [1]\nb: *x", (2, 4), "an alias (`*name`) repeats another value", id="an alias"),
        pytest.param(
            "a: &x\n  b: *x", (2, 6), "an alias (`*name`) repeats another value", id="an alias to what holds it"
        ),
        pytest.param("a: *x", (1, 4), "an alias (`*name`)", id="an alias to nothing"),
        pytest.param("<<: &x {a: 1}\nb: {<<: *x}", (2, 9), "an alias (`*name`)", id="a merge key"),
        pytest.param("&x a: 1\n*x : 2", (2, 1), "a key must be a word", id="an alias as a key"),
        pytest.param("!!str a: 1", (1, 1), "a key must be a word", id="a tag on a key"),
        pytest.param("? " * 100_000, (1, 3), "a key must be a word", id="100,000 keys of keys"),
        pytest.param("a: !!str 5", (1, 4), "the tag `tag:yaml.org,2002:str` is not allowed", id="a tag"),
        pytest.param(
            "a: !mine 5", (1, 4), "the tag `!mine` is not allowed; write a plain value", id="a tag of one's own"
        ),
        pytest.param("- !!set {a}", (1, 3), "the tag `tag:yaml.org,2002:set` is not allowed", id="a tag on a mapping"),
        pytest.param("!!omap\n- a: 1", (1, 1), "the tag `tag:yaml.org,2002:omap`", id="a tag on a list"),
        pytest.param(
            "a: !!python/object/apply:os.system [id]",
            (1, 4),
            "the tag `tag:yaml.org,2002:python/object/apply:os.system` is not",
            id="a tag that would run a command",
        ),
        pytest.param("a: 1\n---\nb: 2", (2, 1), "another document", id="two documents"),
        pytest.param("a: 1\n...\nb: 2", (3, 1), "not valid YAML", id="a text after the end of the document"),
        pytest.param("", (1, 1), "the file is empty", id="an empty file"),
        pytest.param("\n# only words\n", (1, 1), "the file is empty", id="a file with only a comment"),
        pytest.param(
            "a: b: c", (1, 5), "one `: ` too many: a text with `: ` in it needs quotes", id="a colon without quotes"
        ),
        pytest.param("a: 1\nb: 'x", (2, 4), "a quote is opened here and never closed", id="a quote without an end"),
        pytest.param("a:\n  - [1, 2", (2, 5), "the `{` or `[` that opens here", id="a list without an end"),
        pytest.param("a: @x", (1, 4), "a text that starts with this character needs quotes", id="an at sign"),
        pytest.param("a: {b: 1\nc: 2", (1, 4), "the `{` or `[` that opens here", id="a mapping without an end"),
        pytest.param("a: {b: 1; c: 2}", (1, 4), "put a comma between its values", id="semicolons for commas"),
        pytest.param(
            "x: {a: #1d5fd0, b: 2}\n", (2, 1), "a text that starts with `#` needs quotes", id="a colour without quotes"
        ),
        pytest.param('a: "b" c', (1, 4), "the text in quotes that starts here", id="a word behind a text in quotes"),
        pytest.param('a: "b: "c" d"', (1, 4), "the text in quotes that starts here", id="quotes in the same quotes"),
        pytest.param('a: "b\nc: 1\nd: "e"', (1, 4), "the text in quotes that starts here", id="a quote left open"),
        pytest.param("a: *b* c", (1, 6), "a text that starts with `*` or `&` needs quotes", id="a text in italics"),
        pytest.param("a: > b", (1, 6), "a text that starts with `>` or `|` needs quotes", id="a text after an angle"),
        pytest.param("a: |\n  b\nc d\ne: f", (3, 1), "indent it if it belongs", id="a line that left its text"),
        pytest.param("a:\n  - {b: 1}\n  -{b: 2}", (3, 3), "should start with `- `", id="a dash without its space"),
        pytest.param("a:\n    b: 1\n   c: 2", (3, 4), "correct its indentation", id="a key too far to the left"),
        pytest.param(
            "a: 1\nb:\u00a0c\nd: e", (2, 1), "a no-break space (U+00A0) stands near here", id="a no-break space"
        ),
        pytest.param("a: the #1 of them", (1, 8), "what follows ` #` is a comment and lost", id="a number lost"),
        pytest.param("a:\n  - b #c", (2, 7), "what follows ` #` is a comment and lost", id="a number lost in a list"),
        pytest.param("a: x\x00y", (1, 1), "#x0000: control characters are not allowed", id="a null byte"),
        pytest.param("a: x\x1b[31m", (1, 1), "#x001b: control characters are not allowed", id="an escape sequence"),
    ],
)
def test_what_is_refused(text, place, says):
    found, message = refusal(text)
    assert says in message
    assert found == place


@pytest.mark.parametrize(
    ("raw", "place", "says"),
    [
        pytest.param(b"\xef\xbb\xbfa: 1", (1, 1), "starts with a byte-order mark", id="a byte-order mark"),
        pytest.param(b"\xff\xfea\x00", (1, 1), "the byte 0xff is not UTF-8", id="UTF-16"),
        pytest.param(b"a: 1\nb: caf\xe9\n", (2, 7), "the byte 0xe9 is not UTF-8", id="Latin-1"),
        pytest.param("è: 1\nà: 🏆".encode() + b"\xe9", (2, 5), "the byte 0xe9", id="columns count letters, not bytes"),
        pytest.param(b"a: \xc3\r\nb: 1", (1, 4), "the byte 0xc3 is not UTF-8", id="half a letter"),
        pytest.param(b"a: \xed\xa0\x80", (1, 4), "the byte 0xed is not UTF-8", id="half a pair"),
        pytest.param(b"a: \xc0\xaf", (1, 4), "the byte 0xc0 is not UTF-8", id="an overlong slash"),
        pytest.param("a: b\u200bc".encode(), (1, 5), "the invisible character U+200B", id="a space without width"),
        pytest.param("a: b\u00adc".encode(), (1, 5), "the invisible character U+00AD", id="a soft hyphen"),
        pytest.param("a: \u202eb".encode(), (1, 4), "the invisible character U+202E", id="letters turned round"),
        pytest.param(b"a: 1\n<<<<<<< HEAD\nb: 2", (2, 1), "a mark of a merge conflict", id="a merge conflict"),
        pytest.param("a: 1\nb: Ilic\u030cic".encode(), (2, 1), "Unicode NFD", id="an accent apart from its letter"),
        pytest.param(b"a" * (MAX_BYTES + 1), (1, 1), "has 1,000,001 bytes; the limit is 1,000,000", id="a huge file"),
    ],
)
def test_bytes_no_editor_should_save(raw, place, says):
    found, message = refusal(raw)
    assert says in message
    assert found == place


@pytest.mark.parametrize(
    "text",
    ["a: b # c", "a: b  #", "a: 'b #1'", 'a: "b #1"', "a: |\n  b #1", "a: b#1", "a: b\n  #c: d\ne: f", "#a\na: b"],
)
def test_a_comment_or_a_text_with_its_sign_is_left_alone(text):
    assert read(text)["a"]


def test_a_file_as_large_as_allowed_is_read():
    raw = b"a: " + b"x" * (MAX_BYTES - 3)
    assert len(read(decode(raw))["a"]) == MAX_BYTES - 3


def test_a_long_tag_is_cut_short():
    _, message = refusal(f"a: !{'x' * 1000} 1")
    assert message == f"the tag `!{'x' * 59}` is not allowed; write a plain value"


def test_an_anchor_that_nobody_uses_does_no_harm():
    assert read("a: &x 1") == {"a": 1}


def test_a_billion_laughs_are_refused_at_the_first():
    lines = ["a: &a [ha, ha]"]
    lines += [f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]" for before, key in pairwise("abcdefghij")]
    place, message = refusal("\n".join(lines))
    assert "an alias" in message
    assert place == (2, 8)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="100,000 brackets that never close"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="100,000 brackets that close"),
        pytest.param("{a: " * 100_000, id="100,000 braces"),
        pytest.param("- " * 100_000 + "x", id="100,000 lists in lists"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(500)), id="500 steps of indentation"),
    ],
)
def test_deep_nesting_gets_a_message(text):
    (line, _), message = refusal(text)
    assert message == f"nested more than {MAX_DEPTH} levels deep; no content file needs that"
    assert line <= MAX_DEPTH + 1


def test_nesting_as_deep_as_allowed_is_read():
    value = read("[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1))
    for _ in range(MAX_DEPTH - 1):
        (value,) = value
    assert value == "x"


# --- places -----------------------------------------------------------------------

TEXT = """\
# the first line is a comment
date: 2020-03-10
score: {half_time: [1, 2], full_time: [3, 4]}
goals:
  - {minute: 3, for: valley}
  - minute: 81
    for: lanterns
line_ups:
  home:
    starting:
      oak: 1
      ash:
è: "x"
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        pytest.param((), (2, 1), id="the whole is where its first key is"),
        pytest.param(("date",), (2, 7), id="a value"),
        pytest.param(("score",), (3, 8), id="a mapping in one line"),
        pytest.param(("score", "full_time"), (3, 39), id="a list inside it"),
        pytest.param(("score", "full_time", 1), (3, 43), id="a number inside that"),
        pytest.param(("goals",), (5, 3), id="a list of many lines"),
        pytest.param(("goals", 0), (5, 5), id="its first item"),
        pytest.param(("goals", 0, "for"), (5, 22), id="a value of the first item"),
        pytest.param(("goals", 1), (6, 5), id="an item of many lines"),
        pytest.param(("goals", 1, "for"), (7, 10), id="a value of that item"),
        pytest.param(("line_ups", "home", "starting", "oak"), (11, 12), id="a value four levels deep"),
        pytest.param(("line_ups", "home", "starting", "ash"), (12, 7), id="an empty value is where its key is"),
        pytest.param(("è",), (13, 4), id="after a letter of two bytes"),
        pytest.param(("referee",), (2, 1), id="a missing key is where the whole is"),
        pytest.param(("score", "penalties"), (3, 8), id="a missing key is where its mapping is"),
        pytest.param(("score", "penalties", 0), (3, 8), id="so is what would be inside it"),
        pytest.param(("goals", 2, "for"), (5, 3), id="a missing item is where its list is"),
        pytest.param(("goals", "for"), (5, 3), id="a word does not name an item"),
        pytest.param(("date", "year"), (2, 7), id="nothing is inside a value"),
    ],
)
def test_where_a_value_stands(keys, place):
    assert YamlText(TEXT).locate(keys) == place


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        pytest.param(("score",), (3, 1), id="at the top"),
        pytest.param(("score", "full_time"), (3, 28), id="in one line"),
        pytest.param(("goals", 1, "for"), (7, 5), id="in an item of a list"),
        pytest.param(("goals", 1), (6, 5), id="an item has no key"),
        pytest.param(("score", "nowhere"), (3, 8), id="a missing one is where its mapping is"),
    ],
)
def test_where_a_key_stands(keys, place):
    assert YamlText(TEXT).locate(keys, at_key=True) == place


def test_front_matter_counts_lines_of_the_whole_file():
    head = YamlText("title: A letter\nnights:\n  - one\n", first_line=2)
    assert head.read() == {"title": "A letter", "nights": ("one",)}
    assert head.locate(("title",)) == (2, 8)
    assert head.locate(("nights", 0)) == (4, 5)
    with pytest.raises(YamlError) as refused:
        YamlText("title: A letter\ntitle: A reply\n", first_line=2).read()
    assert refused.value.place == (3, 1)


@pytest.mark.parametrize("text", ["", "a: [", "[" * 100])
def test_a_text_that_cannot_be_read_still_has_a_place(text):
    assert YamlText(text, first_line=5).locate(("a", 0)) == (5, 1)
