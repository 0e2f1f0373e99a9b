-- No version deletes accounts (an erased one stays as a placeholder), and each writes ids of accounts that are there: the version before
-- may serve this database. Tables are locked in the order in which transactions write to them, audit_entry last.

-- AddForeignKey
ALTER TABLE "live_call" ADD CONSTRAINT "live_call_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_application" ADD CONSTRAINT "call_application_saved_by_fkey" FOREIGN KEY ("saved_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_added_by_fkey" FOREIGN KEY ("added_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staged_upload" ADD CONSTRAINT "staged_upload_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_submission" ADD CONSTRAINT "call_submission_submitted_by_fkey" FOREIGN KEY ("submitted_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_return" ADD CONSTRAINT "submission_return_returned_by_fkey" FOREIGN KEY ("returned_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_return" ADD CONSTRAINT "submission_return_call_slug_completed_as_fkey" FOREIGN KEY ("call_slug", "completed_as") REFERENCES "call_submission"("call_slug", "sequence") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_review" ADD CONSTRAINT "submission_review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_review" ADD CONSTRAINT "submission_review_assigned_by_fkey" FOREIGN KEY ("assigned_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_decision" ADD CONSTRAINT "submission_decision_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction" ADD CONSTRAINT "correction_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment" ADD CONSTRAINT "amendment_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment" ADD CONSTRAINT "amendment_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment_return" ADD CONSTRAINT "amendment_return_returned_by_fkey" FOREIGN KEY ("returned_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment_return" ADD CONSTRAINT "amendment_return_completed_as_fkey" FOREIGN KEY ("completed_as") REFERENCES "amendment"("number") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment_review" ADD CONSTRAINT "amendment_review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "amendment_review" ADD CONSTRAINT "amendment_review_assigned_by_fkey" FOREIGN KEY ("assigned_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_office" ADD CONSTRAINT "account_office_confirmed_by_fkey" FOREIGN KEY ("confirmed_by") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_actor_fkey" FOREIGN KEY ("actor") REFERENCES "account"("id") ON DELETE NO ACTION ON UPDATE CASCADE;
