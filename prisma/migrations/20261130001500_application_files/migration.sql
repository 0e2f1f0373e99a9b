-- CreateTable
CREATE TABLE "application_file" (
    "call_slug" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by" TEXT NOT NULL,

    CONSTRAINT "application_file_pkey" PRIMARY KEY ("call_slug","office_id","sha256")
);

-- AddForeignKey
ALTER TABLE "application_file" ADD CONSTRAINT "application_file_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "live_call"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
