-- CreateEnum
CREATE TYPE "metric_reliability" AS ENUM ('RELIABLE', 'PROVISIONAL', 'FAULTY');

-- AlterTable
ALTER TABLE "metric_facet" ADD COLUMN     "caveat" TEXT,
ADD COLUMN     "reliability" "metric_reliability" NOT NULL DEFAULT 'RELIABLE';

-- The table that the mapping population-weights reads is known to be wrong in places.
UPDATE "metric_facet"
SET "reliability" = 'FAULTY',
    "caveat" = 'Worked over by a researcher and wrong in places: gminas of one name that lie side by side have one value (Dzierżoniów, town and rural gmina), Warsaw has 7,957, odd sums are halved.'
WHERE "code" = 'population-weights';
