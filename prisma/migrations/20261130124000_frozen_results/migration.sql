-- AlterTable
ALTER TABLE "live_call" ADD COLUMN     "results_begun_at" TIMESTAMPTZ(3);

-- While two versions of the hub serve, the former one does not know of the mark: nothing that results are made of changes
-- once they are being published.
CREATE FUNCTION refuse_after_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM live_call WHERE slug = NEW.call_slug AND results_begun_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the results of the call % are being published', NEW.call_slug USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER submission_in_time BEFORE INSERT ON call_submission FOR EACH ROW EXECUTE FUNCTION refuse_after_results();
CREATE TRIGGER decision_in_time BEFORE INSERT OR UPDATE ON submission_decision FOR EACH ROW EXECUTE FUNCTION refuse_after_results();

-- Nor does it know of returns: while its office may complete an amendment, nobody decides it.
CREATE FUNCTION refuse_returned_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'OPEN' AND NEW.state IN ('APPROVED', 'DECLINED') AND EXISTS (
    SELECT FROM amendment_return WHERE number = NEW.number AND completed_as IS NULL AND due_at > NEW.decided_at
  ) THEN
    RAISE EXCEPTION 'the amendment % is returned for completion', NEW.number USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER amendment_decided_in_time BEFORE UPDATE OF state ON amendment FOR EACH ROW EXECUTE FUNCTION refuse_returned_amendment();
