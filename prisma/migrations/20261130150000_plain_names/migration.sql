-- A company's name stands beside its organisation number, on pages and in mails: no sign in it may turn the text around it or end
-- a line. Names that have such signs lose them.
UPDATE employer SET name = regexp_replace(name, '[\u0001-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]', '', 'g')
WHERE name ~ '[\u0001-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]';
ALTER TABLE employer ADD CONSTRAINT employer_name_plain
  CHECK (name !~ '[\u0001-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]');
