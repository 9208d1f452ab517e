/* A program of one whole room and the rooms that it may use: it links where the room needs no other. */
int main(void) { return 0; }
