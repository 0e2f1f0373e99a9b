-- CreateEnum
CREATE TYPE "population_rule" AS ENUM ('CONDITION', 'PREFERENCE');

-- CreateTable
CREATE TABLE "live_call" (
    "slug" TEXT NOT NULL,
    "title_pl" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "kind" "call_kind" NOT NULL,
    "admission" "admission_order" NOT NULL,
    "capacity" INTEGER NOT NULL,
    "tiers" TEXT[],
    "population_from" INTEGER,
    "population_to" INTEGER,
    "population_rule" "population_rule",
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "questions" JSONB NOT NULL,
    "answers_schema" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "results_release" INTEGER,

    CONSTRAINT "live_call_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "call_application" (
    "call_slug" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "version" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "call_application_pkey" PRIMARY KEY ("call_slug","office_id")
);

-- CreateTable
CREATE TABLE "call_submission" (
    "call_slug" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "office_id" TEXT NOT NULL,
    "answers" JSONB NOT NULL,
    "digest" CHAR(64) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_by" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "call_submission_pkey" PRIMARY KEY ("call_slug","sequence")
);

-- AddForeignKey
ALTER TABLE "call_application" ADD CONSTRAINT "call_application_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "live_call"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_submission" ADD CONSTRAINT "call_submission_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "live_call"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of one office at most one submission is in force.
CREATE UNIQUE INDEX call_submission_in_force ON call_submission (call_slug, office_id) WHERE withdrawn_at IS NULL;

-- A receipt holds for good: of a submission only the withdrawal is written later, once.
CREATE FUNCTION refuse_submission_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.withdrawn_at IS NULL AND to_jsonb(NEW) - 'withdrawn_at' = to_jsonb(OLD) - 'withdrawn_at' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'A submission is not changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER submission_stays BEFORE UPDATE OR DELETE ON call_submission FOR EACH ROW EXECUTE FUNCTION refuse_submission_change();
