-- What Postern is told of principals. Whoever may write here decides who may do what.

CREATE TABLE IF NOT EXISTS postern_principals (
    id         text PRIMARY KEY,
    roles      text[] NOT NULL DEFAULT '{}',
    attributes jsonb  NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(attributes) = 'object')
);

-- Tells on the channel postern_principals who has changed; an empty word says that anybody may have.
CREATE OR REPLACE FUNCTION postern_tell_principal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        PERFORM pg_notify('postern_principals', CASE WHEN octet_length(OLD.id) < 8000 THEN OLD.id ELSE '' END);
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        PERFORM pg_notify('postern_principals', CASE WHEN octet_length(NEW.id) < 8000 THEN NEW.id ELSE '' END);
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION postern_tell_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('postern_principals', '');
    RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER postern_tell_principal
    AFTER INSERT OR UPDATE OR DELETE ON postern_principals
    FOR EACH ROW EXECUTE FUNCTION postern_tell_principal();

CREATE OR REPLACE TRIGGER postern_tell_all
    AFTER TRUNCATE ON postern_principals
    FOR EACH STATEMENT EXECUTE FUNCTION postern_tell_all();
