-- Run once by the postgres container when it makes the cluster; the rights follow in 2-rights.sql.
\set owner_password `cat /run/secrets/owner_password`
\set app_password `cat /run/secrets/app_password`
CREATE ROLE onecua_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE onecua_app LOGIN PASSWORD :'app_password';
ALTER DATABASE onecua OWNER TO onecua_owner;
