-- AlterTable
ALTER TABLE "release" ADD COLUMN     "retracted_in" INTEGER,
ADD COLUMN     "retracts" INTEGER;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_retracts_fkey" FOREIGN KEY ("retracts") REFERENCES "release"("number") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_retracted_in_fkey" FOREIGN KEY ("retracted_in") REFERENCES "release"("number") ON DELETE SET NULL ON UPDATE CASCADE;

-- A statement may go as long as its office shows another one by the end of the transaction, which RESTRICT never waits for.
ALTER TABLE "office" DROP CONSTRAINT "office_id_statement_list_statement_as_of_fkey";
ALTER TABLE "office" ADD CONSTRAINT "office_id_statement_list_statement_as_of_fkey" FOREIGN KEY ("id", "statement_list", "statement_as_of") REFERENCES "office_statement"("office_id", "list", "as_of") ON DELETE NO ACTION ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
