"""Labels of patterns: a sheet to read, and what of them can be measured.

    .venv/bin/python bench/labels.py [--quick] [--sheet 40] [--markdown]

A sheet of labels with their terms and three texts, taken at even distances from the patterns of each set (most
tickets first), so that nobody picks the good ones; then the bars over all labels. Whether a label is apt is for a
reader to say: docs/labels.md judges the sheet. Texts are masked, and those of the sample are made up. ``--quick``
leaves out clinc150 and the real tickets (one in four of them is read), which take longer. Exit 1 if a bar is short.
"""

from __future__ import annotations

import argparse
import re
import sys

import numpy as np
import pandas as pd
from bars import bar
from public_data import public_set, sample_squads
from sklearn.feature_extraction.text import TfidfVectorizer

from toil.patterns import fit_patterns
from toil.patterns.labels import BETWEEN_TERMS, plain
from toil.text import build_templates
from toil.text.languages import LANGUAGES, stop_words

PUBLIC, QUICK = ("home_assistant_intents", "banking77_train", "clinc150_train", "it_service_tickets"), 2
EVERY = {"it_service_tickets": 4}
SAMPLE_SHARE = 0.4
PHRASES, CARRIED, OWN = 0.85, 0.75, 0.75
WORDS = r"[^\W\d_][\w\u0900-\u097f-]+"
UNFIT = re.compile(
    r"^\W*(?:re|res|enc|fwd?|aw|wg)\s*:|^\W*(?:inc|req|chg|chamado|ticket)\W*\d|<[A-Z_]*$|^[A-Z_]*>|"
    r"\b(?:bom dia|boa tarde|boa noite|prezad|obrigad|hello|dear|please|thanks|regards|hallo|bitte|danke|спасибо|"
    r"пожалуйста|धन्यवाद|कृपया|नमस्ते)",
    re.IGNORECASE,
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="sample and two public sets only")
    arguments.add_argument("--sheet", type=int, default=40, help="labels to print")
    arguments.add_argument("--markdown", action="store_true", help="print the sheet as a Markdown table")
    chosen = arguments.parse_args()
    sample = pd.concat([name_patterns(tickets).assign(set=squad) for squad, tickets in sample_squads().items()])
    parts = [sample.sort_values("tickets", ascending=False, kind="stable")]
    names = PUBLIC[: QUICK if chosen.quick else None]
    for name in names:
        tickets = public_set(name)[0].iloc[:: EVERY.get(name, 1)].reset_index(drop=True)
        parts.append(name_patterns(tickets).assign(set=name))
    show(pick(parts, chosen.sheet), markdown=chosen.markdown)
    return 0 if all(judge(pd.concat(parts, ignore_index=True))) else 1


def name_patterns(tickets: pd.DataFrame) -> pd.DataFrame:
    """Return tickets, label, terms and the masked texts of each pattern, most tickets first."""
    templates, members = build_templates(tickets)
    fit = fit_patterns(tickets, templates, members, draws=0)
    placed = fit.ticket_patterns.merge(templates[["template_id", "text"]], on="template_id")
    texts = placed.groupby("pattern_id")["text"].agg(list)
    return fit.patterns.assign(texts=fit.patterns["pattern_id"].map(texts))


def pick(parts: list[pd.DataFrame], count: int) -> pd.DataFrame:
    """Return *count* patterns at even distances: two fifths from the sample, the rest from the public sets."""
    first = round(SAMPLE_SHARE * count)
    rest = np.diff(np.linspace(0, count - first, len(parts)).round().astype(int))
    shares = [first, *rest.tolist()]
    return pd.concat(
        part.iloc[np.linspace(0, len(part) - 1, share).round().astype(int)]
        for part, share in zip(parts, shares, strict=True)
    )


def show(sheet: pd.DataFrame, *, markdown: bool) -> None:
    """Print the sheet."""
    if markdown:
        print("| set | tickets | label | terms | three texts |\n|---|---|---|---|---|")
    for row in sheet.itertuples():
        texts = [text[:90].replace("|", "/").replace("\n", " ") for text in spread(row.texts)]
        if markdown:
            cells = [row.set, f"{row.tickets:,}", f"**{row.label}**", row.terms, " / ".join(texts)]
            print("| " + " | ".join(cell.replace("<", "&lt;") for cell in cells) + " |")
        else:
            print(f"{row.set:24}{row.tickets:6,}  {row.label}\n{'':32}{row.terms}")
            print("".join(f"{'':34}{text}\n" for text in texts), end="")


def spread(texts: list[str]) -> list[str]:
    """Return three of the distinct *texts*, at even distances in their order."""
    distinct = sorted(set(texts))
    return [distinct[place] for place in np.unique(np.linspace(0, len(distinct) - 1, 3).round().astype(int))]


def judge(patterns: pd.DataFrame) -> list[bool]:
    """Print what can be measured of labels, judged; each set has its own labels."""
    group = patterns["set"]
    words = [re.findall(WORDS, plain(label)) for label in patterns["label"]]
    stops = frozenset().union(*(stop_words(language) for language in LANGUAGES))
    heads = patterns["label"].str.split(BETWEEN_TERMS, regex=False).str[0]
    phrase = heads != patterns["terms"].str.split(BETWEEN_TERMS, regex=False).str[0]
    bare = pd.Series([plain(re.sub(r"<[A-Z_]+>|\W", " ", label)).strip() for label in patterns["label"]])
    own, carried = [], []
    for _, part in patterns.groupby("set", sort=False):
        own += finds_itself(part).tolist()
        carried += held_by_tickets(part).tolist()
    print(f"\n{len(patterns)} labels of {group.nunique()} sets, {phrase.sum()} of them phrases, the others words")
    for label in patterns.loc[patterns["label"].str.contains(UNFIT), "label"]:
        print(f"unfit: {label}")
    return [
        bar(
            "labels_shared_by_two_patterns",
            patterns.assign(p=patterns["label"].map(plain)).duplicated(["set", "p"]).sum(),
            0,
            at_most=True,
        ),
        bar("labels_of_stop_words_only", sum(not set(w) - stops for w in words), 0, at_most=True),
        bar("labels_with_greeting_mark_or_cut", patterns["label"].str.contains(UNFIT).sum(), 0, at_most=True),
        bar("labels_empty_without_placeholders", (bare == "").sum(), 0, at_most=True),
        bar("labels_that_are_phrases", phrase.mean(), PHRASES),
        bar("labels_whose_words_half_of_tickets_use", np.mean(carried), CARRIED),
        bar("labels_closest_to_their_own_pattern", np.mean(own), OWN),
    ]


def finds_itself(patterns: pd.DataFrame) -> np.ndarray:
    """Return whether each label, as a query, finds its own pattern first: cosine of TF-IDF over patterns."""
    model = TfidfVectorizer(preprocessor=plain, token_pattern=WORDS, sublinear_tf=True)
    rows = model.fit_transform(" ".join(texts[:500]) for texts in patterns["texts"])
    found = (model.transform(patterns["label"]) @ rows.T).toarray()
    return found.argmax(axis=1) == np.arange(len(patterns))


def held_by_tickets(patterns: pd.DataFrame) -> np.ndarray:
    """Return whether the tickets of each pattern use half of its label's words, on average."""
    held = []
    for label, texts in zip(patterns["label"], patterns["texts"], strict=True):
        words = set(re.findall(WORDS, plain(label)))
        shares = [len(words & set(re.findall(WORDS, plain(text)))) / max(len(words), 1) for text in texts[:200]]
        held.append(np.mean(shares) >= 0.5)
    return np.array(held)


if __name__ == "__main__":
    sys.exit(main())
