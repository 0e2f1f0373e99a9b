-- AlterEnum: each takes its place in the list, which is that of the model
ALTER TYPE "search_type" ADD VALUE 'PROGRAMME' BEFORE 'PRACTICE';
ALTER TYPE "search_type" ADD VALUE 'LIVING_LAB';
ALTER TYPE "search_type" ADD VALUE 'METRIC';
ALTER TYPE "search_type" ADD VALUE 'ASSESSMENT';

-- AlterTable
ALTER TABLE "search_document" ADD COLUMN     "title_en" TEXT;

-- The documents of types with English titles are written anew, as those of the new types are: see src/platform/search/complete.ts
DELETE FROM "search_posting" AS p
USING (
  SELECT "id", unnest("words") AS "word_id" FROM "search_document" WHERE "type" IN ('PRACTICE', 'CALL', 'EVENT')
) AS d
WHERE p."word_id" = d."word_id" AND p."document_id" = d."id";
DELETE FROM "search_document" WHERE "type" IN ('PRACTICE', 'CALL', 'EVENT');
