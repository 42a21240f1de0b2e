"""Is this written word a Vietnamese syllable? A slip of the finger usually is not one; another name is.

The table crosses onsets with rimes by the rules of quốc ngữ spelling (k, gh, ngh before e ê i y; qu and gi by themselves).
Tones are left aside: what counts is that the word could be read. It errs on the side of "yes", because a word
that can be read may be another firm's name.
"""

from __future__ import annotations

from portal.shared.text import fold

_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu y yn
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ
uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
"""
_ALONE = "ai am an ang anh ao ap at au ay y yêm yên yêng yêt yêu ych yt"
_AFTER_QU = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng ât ây e ec em en eng eo ep et ê êch ên ênh êt êu
i ich in inh it iu ơ ơi ôc ôi ôn ông y ych yên yêt yn ynh yp yt yu yêc
"""
_ONSETS = "b c ch d đ g h kh l m n ng nh p ph r s t th tr v x"
_FRONT = ("e", "ê", "i", "y")


def _table() -> frozenset[str]:
    found = set(_RIMES.split()) | set(_ALONE.split())
    for rime in _RIMES.split():
        front = rime.startswith(_FRONT)
        found |= {onset + rime for onset in ("k", "gh", "ngh") if front}
        found |= {onset + rime for onset in _ONSETS.split() if not (front and onset in ("c", "g", "ng"))}
        if not rime.startswith("y"):
            found.add("gi" + rime.removeprefix("i"))
    found |= {"qu" + rime for rime in _AFTER_QU.split()}
    return frozenset(found)


_SYLLABLES = _table()
_BARE = frozenset(fold(syllable) for syllable in _SYLLABLES)


def is_syllable(toneless: str) -> bool:
    """Whether a lower-case word with its letters ă â đ ê ô ơ ư, without its tone, can be a syllable: `bên` yes, `bênn` no."""
    return toneless in _SYLLABLES


def is_bare_syllable(folded: str) -> bool:
    """Whether a word without any mark can be a syllable with its marks left off: `ben` yes, `bne` no."""
    return folded in _BARE
