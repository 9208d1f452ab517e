/* placeholder so that the room links while it is being written */ typedef int sayso_text_room;
