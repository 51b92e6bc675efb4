-- Persons are made by keeper, of what the broker's ID token proved to it.
REVOKE EXECUTE ON FUNCTION make_person(TEXT, TEXT, TEXT) FROM kvittens_web;
GRANT EXECUTE ON FUNCTION make_person(TEXT, TEXT, TEXT) TO kvittens_keeper;
