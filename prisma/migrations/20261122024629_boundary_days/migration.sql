-- AlterTable
ALTER TABLE "territorial_unit_boundary" DROP CONSTRAINT "territorial_unit_boundary_pkey",
ADD COLUMN     "area_km2" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "geometry_sha256" CHAR(64) NOT NULL,
ADD COLUMN     "known_on" DATE NOT NULL,
ADD COLUMN     "terc" TEXT NOT NULL,
ADD CONSTRAINT "territorial_unit_boundary_pkey" PRIMARY KEY ("unit_id", "level", "as_of", "release");
