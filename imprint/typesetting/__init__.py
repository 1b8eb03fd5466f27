"""HTML to finished bytes: the only room that imports weasyprint, and the EPUB packer."""
