-- CreateTable
CREATE TABLE "service_day" (
    "day" DATE NOT NULL,
    "requests" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "slow" BIGINT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "last_minute" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "import_timing" (
    "source_kind" TEXT NOT NULL,
    "imports" BIGINT NOT NULL,
    "duration_ms" BIGINT NOT NULL,
    "last_ms" BIGINT NOT NULL,
    "last_records" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "import_timing_pkey" PRIMARY KEY ("source_kind")
);
