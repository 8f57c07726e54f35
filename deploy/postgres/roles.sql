-- A database for EmailPlatform and its two roles, made once by a superuser:
--
--   psql -v ON_ERROR_STOP=1 -f deploy/postgres/roles.sql
--   psql -c '\password emailplatform_owner' -c '\password emailplatform_app'
--
-- Other names: -v database=… -v owner=… -v app=…

\if :{?database}
\else
    \set database emailplatform
\endif
\if :{?owner}
\else
    \set owner emailplatform_owner
\endif
\if :{?app}
\else
    \set app emailplatform_app
\endif

-- Owns the database and its tables. Only 'migrate' connects as it.
CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;

-- What every node connects as: it reads and writes rows, and can change nothing else.
CREATE ROLE :"app" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;

CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8';

\connect :"database"

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"app";

-- For the tables that the owner makes from now on. Their numbers are identity columns, which draw from their sequences by
-- themselves; the right is for what may come.
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"app";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"app";
