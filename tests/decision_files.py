"""Files of decisions, as a squad lead writes them."""

from toil.decisions import read_decisions

HEADER = "pattern_id,action,value,templates,example,owner,reason,who,when\n"


def decide(tmp_path, *lines):
    (tmp_path / "acessos.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_decisions(tmp_path, "acessos")
