-- AlterEnum
ALTER TYPE "practice_record_kind" ADD VALUE 'PROJECT';
