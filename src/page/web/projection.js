/* How the map is laid out: the page and what is drawn when it is built have the same. */
import { geoEqualEarth } from "d3-geo";

export const WIDTH = 960, HEIGHT = 470;
export const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: "Sphere" });
