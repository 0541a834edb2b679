from dataclasses import dataclass

from rlp_portal.reports.gather.typed import own_words


@dataclass(frozen=True, kw_only=True)
class KeptObject:
    name: str
    nature: str
    fate: str

    @property
    def fate_in_passing(self):
        """« à pérenniser », in one piece."""
        return self.fate.lower().replace(" ", "\u00a0")


def kept_object(one):
    return KeptObject(name=own_words(one.name), nature=one.get_code_display(), fate=one.get_fate_display())
