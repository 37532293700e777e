"""TicketClusterer as it stands, no model."""

from side import measure

from toil.patterns import TicketClusterer

measure(lambda texts, _: TicketClusterer().fit(texts).labels_)
