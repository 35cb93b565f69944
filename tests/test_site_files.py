"""The publisher's wishes and files, read from the environment; what is nonsense stops the start with a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom.site_files import SiteFiles, read_site_files


def read(folder, **named: str) -> SiteFiles:
    return read_site_files(lambda name: named.get(name, ""), folder)


def test_without_a_setting_nothing_is_said(tmp_path):
    assert read(tmp_path) == SiteFiles()


def test_what_is_set_is_read(tmp_path):
    (tmp_path / "ads.txt").write_text("one.example, 1, DIRECT\n\n", encoding="utf-8")
    trust = "# Ours\nmember=https://guild.example/\n\ncontact=desk@news.example\ndatatrainingallowed=no"
    (tmp_path / "trust.txt").write_text(trust, encoding="utf-8")

    found = read(
        tmp_path, CONTENT_USAGE="train-ai=n", LICENSE_URL="https://news.example/rights", TDM_RESERVATION="1",
        ADS_TXT="ads.txt", TRUST_TXT=str(tmp_path / "trust.txt"),
    )  # fmt: skip

    assert found == SiteFiles(
        content_usage="train-ai=n",
        license_url="https://news.example/rights",
        tdm_reserved=True,
        ads="one.example, 1, DIRECT\n",
        trust=f"{trust}\n",
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CONTENT_USAGE", "no robots", "CONTENT_USAGE must be wishes such as train-ai=n, not 'no robots'."),
        ("CONTENT_USAGE", "train-ai=n\nDisallow: /", "CONTENT_USAGE must be wishes such as"),
        ("LICENSE_URL", "ask us", "LICENSE_URL must be a web address, not 'ask us'."),
        ("TDM_RESERVATION", "yes", "TDM_RESERVATION must be 0 or 1, not 'yes'."),
        ("TDM_POLICY", "javascript:1", "TDM_POLICY must be a web address"),
        ("ADS_TXT", "none.txt", "ADS_TXT names none.txt, which cannot be read: No such file or directory."),
        ("LLMS_TXT", "empty.txt", "LLMS_TXT names empty.txt, which must hold words, at most 100,000 bytes."),
        ("LLMS_TXT", "huge.txt", "LLMS_TXT names huge.txt, which must hold words"),
        ("LLMS_TXT", "latin.txt", "LLMS_TXT names latin.txt, which is not UTF-8."),
        ("TRUST_TXT", "wrong.txt", "TRUST_TXT has a line that trust.txt does not know: 'friend=https://a.example'."),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(tmp_path, name, value, sentence):
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "huge.txt").write_text("x" * 100_001, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "wrong.txt").write_text("member=https://a.example\nfriend=https://a.example\n", encoding="utf-8")

    with pytest.raises(ImproperlyConfigured) as refusal:
        read(tmp_path, **{name: value})

    assert str(refusal.value).startswith(sentence)
