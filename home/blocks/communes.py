"""The directory's chooser of communes, as a block. The last argument is where Wagtail finds the class by its name."""

from directory.admin.choosers import communes

CommuneChooserBlock = communes.get_block_class(name="CommuneChooserBlock", module_path="home.blocks.communes")
