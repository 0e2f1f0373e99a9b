/** Coordinates of a boundary, as GeoJSON (RFC 7946) has them. */

export type Position = [longitude: number, latitude: number];

export type Ring = Position[];

/** The exterior ring, then the holes. */
export type Polygon = Ring[];
