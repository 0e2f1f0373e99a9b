-- CreateEnum
CREATE TYPE "search_type" AS ENUM ('TERRITORIAL_UNIT', 'OFFICE', 'PROJECT', 'PRACTICE', 'CALL', 'EVENT');

-- CreateTable
CREATE TABLE "search_word" (
    "id" SERIAL NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_document" (
    "id" SERIAL NOT NULL,
    "type" "search_type" NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "boost" DOUBLE PRECISION NOT NULL,
    "words" INTEGER[],

    CONSTRAINT "search_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "search_posting" (
    "word_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "type" "search_type" NOT NULL,
    "weight" SMALLINT NOT NULL,

    CONSTRAINT "search_posting_pkey" PRIMARY KEY ("word_id","document_id","type","weight")
);

-- CreateIndex
CREATE UNIQUE INDEX "search_word_word_key" ON "search_word"("word");

-- CreateIndex
CREATE UNIQUE INDEX "search_document_type_key_key" ON "search_document"("type", "key");
