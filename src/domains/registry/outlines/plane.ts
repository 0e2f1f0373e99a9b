/** The plane in which outlines are drawn: the same for all units, so that they fit beside each other on any map. */

export type Point = readonly [x: number, y: number];

/** In steps of about 70 metres; x grows to the east, y to the south. */
export const planeWidth = 10_000;
export const planeHeight = 9_360;

const meridian = 19;
const radians = Math.PI / 180;
/** The western and northern edge of the plane, and the length of a step, in radii of the earth. */
const west = -0.05237;
const north = 0.9582;
const step = 0.11 / planeWidth;

/** Transverse Mercator about 19° E on a sphere: the look of Polish official maps (PUWG 1992). */
export function projected(longitude: number, latitude: number): Point {
  const angle = (longitude - meridian) * radians;
  const latitudeAngle = latitude * radians;
  const bend = Math.cos(latitudeAngle) * Math.sin(angle);
  const x = Math.atanh(bend);
  const y = Math.atan2(Math.tan(latitudeAngle), Math.cos(angle));
  return [Math.round((x - west) / step), Math.round((north - y) / step)];
}
