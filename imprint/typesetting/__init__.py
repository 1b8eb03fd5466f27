"""HTML to finished bytes: the only room that imports weasyprint, and the EPUB packer."""

from imprint.typesetting.press import Presses, Sheet, open_room

__all__ = ["Presses", "Sheet", "open_room"]
