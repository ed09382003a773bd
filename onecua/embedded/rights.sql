-- What the two logins may do in a new database: onecua_owner makes the tables, onecua_app works with them.
-- Run by a superuser in the database itself, here and in production.
ALTER SCHEMA public OWNER TO onecua_owner;
GRANT USAGE ON SCHEMA public TO onecua_app;
ALTER DEFAULT PRIVILEGES FOR ROLE onecua_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO onecua_app;
ALTER DEFAULT PRIVILEGES FOR ROLE onecua_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO onecua_app;
