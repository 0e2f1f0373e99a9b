-- CreateTable
CREATE TABLE "contracting_migration" (
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "contracting_migration_pkey" PRIMARY KEY ("name")
);
