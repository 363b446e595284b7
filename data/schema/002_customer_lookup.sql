-- Finding a customer by name, by its pinyin initials and by fragments of name and address in any order.
-- name_initials is no field: the program derives it from the name at every save (record.c). zuoxi_initials is the
-- same function, lent to SQL; a later change of its table repeats this UPDATE in a migration of its own.

ALTER TABLE customer ADD COLUMN name_initials TEXT NOT NULL DEFAULT '';
UPDATE customer SET name_initials = zuoxi_initials(name);
CREATE INDEX customer_initials ON customer (name_initials) WHERE name_initials <> '';
CREATE INDEX customer_name ON customer (name) WHERE name <> '';

-- The customers' own index: in search_index a million cases would stand before them. Its view customer_text is made
-- by the program from the fields marked FIELD_LOOKUP, which then fills it.
CREATE VIRTUAL TABLE customer_index USING fts5 (
    text, content = 'customer_text', content_rowid = 'id', tokenize = 'zuoxi', detail = none, columnsize = 0,
    prefix = '2 3' -- a number being typed: 30, 302
);
INSERT INTO customer_index (customer_index, rank) VALUES ('automerge', 0);
INSERT INTO customer_index (customer_index, rank) VALUES ('crisismerge', 1000);
