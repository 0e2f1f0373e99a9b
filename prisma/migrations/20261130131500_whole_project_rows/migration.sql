-- Rows of projects and of their lists are some two kilobytes long, at which PostgreSQL begins to pack texts: in half the
-- room, for a seventh of its time in an import. Rows that are there already stay as they are.
ALTER TABLE "project" SET (toast_tuple_target = 4080);
ALTER TABLE "project_record" SET (toast_tuple_target = 4080);
