"""Other ways to find duplicates on the same table.

Each peer gets clean columns (NFKC, digits of phones, lower-case mail, the core of the name) and the threshold that is
best in truth.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.dedup.lexicon import CITIES, PROVINCE, PUBLIC
from benchmarks.dedup.scoring import pairwise

_DIGITS = re.compile(r"\D")
_LEGAL = re.compile(r"集团|股份|有限|责任|公司|厂$|\(.*?\)|technology|co\.?,? ?ltd\.?|inc\.?|ltd\.?")
_TOWN = re.compile("^(?:" + "|".join(sorted(set(PROVINCE.values()))) + ")?(?:" + "|".join(CITIES) + ")市?")
_PROVINCE = re.compile("^(?:" + "|".join(sorted(set(PROVINCE.values()))) + ")")
_CONTACT = re.compile(r"[-/_·— ].*?(?:经理|总监|主管|总|工|主任|先生|女士|小姐|部长)$")
COLUMNS = ("name", "core", "phone", "mail", "wechat", "city", "contact")

Groups = list[list[int]]
Table = dict[str, list[str]]


def cleaned(rows: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the rows as any careful analyst would prepare them for a general tool, under `COLUMNS`."""
    for company, contact, phone, mail, wechat, city, _ in rows:
        name = unicodedata.normalize("NFKC", company).lower().strip()
        town = _PROVINCE.sub("", unicodedata.normalize("NFKC", city).strip()).removesuffix("市")
        core = _TOWN.sub("", _LEGAL.sub("", _CONTACT.sub("", name))).strip()
        digits = _DIGITS.sub("", unicodedata.normalize("NFKC", phone).removesuffix(".0"))
        digits = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
        yield name, core, digits, mail.lower().strip(), wechat, town, contact.strip()


def closure(size: int, pairs: Iterable[tuple[int, int]]) -> Groups:
    """Return the connected groups of two or more rows."""
    root = list(range(size))

    def find(row: int) -> int:
        while root[row] != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    for one, other in pairs:
        root[find(one)] = find(other)
    groups: dict[int, list[int]] = {}
    for row in range(size):
        groups.setdefault(find(row), []).append(row)
    return [group for group in groups.values() if len(group) > 1]


def best(size: int, pairs: Any, scores: Any, truth: Sequence[int], cuts: Sequence[float]) -> Groups:
    """Return the groups at the threshold that has the best F1 in truth."""
    tried = []
    for cut in cuts:
        chosen = pairs[np.asarray(scores) >= cut]
        groups = closure(size, chosen.tolist())
        tried.append((pairwise(groups, truth)[2], groups))
    return max(tried, key=lambda item: item[0])[1]


def exact_keys(table: Table, truth: Sequence[int]) -> Groups:
    """Join rows with the same phone, mail, WeChat id or name."""
    pairs: list[tuple[int, int]] = []
    for column in ("phone", "mail", "wechat", "name"):
        first: dict[str, int] = {}
        for row, value in enumerate(table[column]):
            if value:
                pairs.append((first.setdefault(value, row), row))
    return closure(len(truth), pairs)


def rapidfuzz_blocks(table: Table, truth: Sequence[int]) -> Groups:
    """Compare cores by rapidfuzz inside blocks of phone, mail, first two characters and city."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import cpdist

    pairs = _blocked(table, most=40)
    core = table["core"]
    scores = cpdist([core[one] for one, _ in pairs], [core[other] for _, other in pairs], scorer=fuzz.ratio).astype(
        float
    )
    for column in ("phone", "mail", "wechat"):
        values = np.array(table[column], object)
        same = (values[pairs[:, 0]] == values[pairs[:, 1]]) & (values[pairs[:, 0]] != "")
        scores[same] = 100
    return best(len(truth), pairs, scores, truth, (70, 75, 80, 85, 90, 95, 100))


def _blocked(table: Table, most: int) -> Any:
    blocks: dict[str, list[int]] = {}
    for row in range(len(table["core"])):
        for column, size in (("phone", 20), ("mail", 60), ("wechat", 30), ("core", 2)):
            value = table[column][row][:size]
            if value:
                key = f"{column} {value}" + (f" {table['city'][row]}" if column == "core" else "")
                blocks.setdefault(key, []).append(row)
    found: set[tuple[int, int]] = set()
    for group in blocks.values():
        if 1 < len(group) <= most:
            found.update((group[i], group[j]) for i in range(len(group)) for j in range(i + 1, len(group)))
    return np.array(sorted(found), np.int64).reshape(-1, 2)


def recordlinkage_logistic(table: Table, truth: Sequence[int]) -> Groups:
    """Run recordlinkage with logistic regression on 1,000 labelled pairs."""
    import pandas as pd
    import recordlinkage

    frame = pd.DataFrame(table).replace("", None)
    indexer = recordlinkage.Index()
    for column in ("phone", "mail", "wechat", "core"):
        indexer.block(column)
    indexer.add(recordlinkage.index.SortedNeighbourhood("core", window=5))
    pairs = indexer.index(frame)
    compare = recordlinkage.Compare()
    for column in ("phone", "mail", "wechat", "city", "contact"):
        compare.exact(column, column, label=column)
    compare.string("core", "core", method="jarowinkler", label="core")
    features = compare.compute(pairs, frame)
    labels = np.asarray(truth)
    one, other = features.index.get_level_values(0).to_numpy(), features.index.get_level_values(1).to_numpy()
    matches = features.index[labels[one] == labels[other]]
    chosen = features.sample(min(1000, len(features)), random_state=1)
    model = recordlinkage.LogisticRegressionClassifier()
    model.fit(chosen, matches.intersection(chosen.index))
    scores = model.prob(features).to_numpy()
    return best(len(truth), np.stack([one, other], 1), scores, truth, (0.3, 0.5, 0.7, 0.9))


def splink_duckdb(table: Table, truth: Sequence[int]) -> Groups:
    """Run Splink on DuckDB, trained without labels: random-sampled u, EM for m."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    frame = pd.DataFrame(table).replace("", None)
    frame["unique_id"] = range(len(frame))
    domains = (mail.split("@")[-1] for mail in table["mail"])
    frame["domain"] = [domain if domain and domain not in PUBLIC else None for domain in domains]
    frame["head"] = [core[:2] or None for core in table["core"]]
    keys = (("phone",), ("mail",), ("wechat",), ("domain",), ("core",), ("head", "city"), ("contact", "city"))
    rules: list[Any] = [block_on(*columns) for columns in keys]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("core", [0.9, 0.75]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
            cl.ExactMatch("mail"),
            cl.ExactMatch("domain").configure(term_frequency_adjustments=True),
            cl.ExactMatch("wechat"),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.ExactMatch("contact").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _splink_groups(Linker, DuckDBAPI, settings, frame, block_on, truth)


def _splink_groups(
    linker_of: Any, api_of: Any, settings: Any, frame: Any, block_on: Any, truth: Sequence[int]
) -> Groups:
    api = api_of()
    linker = linker_of(api.register(frame), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("phone"), block_on("mail")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("core"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    pairs = found[["unique_id_l", "unique_id_r"]].to_numpy(dtype=np.int64)
    return best(len(truth), pairs, found["match_probability"], truth, (0.01, 0.05, 0.2, 0.35, 0.5, 0.8, 0.95, 0.99))


PEERS: dict[str, Callable[[Table, Sequence[int]], Groups]] = {
    "exact keys": exact_keys,
    "rapidfuzz + blocks": rapidfuzz_blocks,
    "recordlinkage, 1,000 labels": recordlinkage_logistic,
    "Splink 5 + DuckDB": splink_duckdb,
}
