-- AlterTable
ALTER TABLE "editorial_statement" ADD COLUMN     "listed_detail" JSONB;

-- A report is public, so its field is a name; what people wrote instead is for editors, as reasons are.
UPDATE "correction" SET "reason" = left("field" || E'\n' || "reason", 4000), "field" = 'other'
WHERE "field" !~ '^[A-Za-z][A-Za-z0-9]{0,39}(\.en)?$';
