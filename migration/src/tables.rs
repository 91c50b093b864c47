//! `tenant_table()` and `platform_table()`: the only two ways a table comes into being.
//!
//! A tenant table gets the key `(tenant_id, id)`, composite foreign keys and, on PostgreSQL, row-level security with
//! exactly one permissive policy and grants for the application's role. When the Citus extension is present the table
//! is distributed by `tenant_id` right after it is created. SQLite has neither: there the type `TenantTx` and the
//! composite keys hold alone.

use std::fmt::Write as _;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

/// The role that the application acts as. Never owns a table, never bypasses row-level security.
const APP_ROLE: &str = "tutela_app";
/// The role that may see which tenants have due work, and nothing else.
const WORKER_ROLE: &str = "tutela_worker";

/// Starts a table whose rows belong to one tenant.
pub fn tenant_table(name: &'static str) -> Table {
    Table::new(name, true)
}

/// Starts a table shared by all tenants.
pub fn platform_table(name: &'static str) -> Table {
    Table::new(name, false)
}

#[derive(Clone, Copy)]
enum Type {
    Uuid,
    Text,
    /// Text that sorts by its bytes wherever the server stands: names of ours that are searched by their beginning.
    Word,
    Int,
    Big,
    Bool,
    Time,
    Json,
    Bytes,
}

impl Type {
    fn sql(self, postgres: bool) -> &'static str {
        match (self, postgres) {
            (Self::Uuid, true) => "uuid",
            (Self::Word, true) => "text COLLATE \"C\"",
            (Self::Text, _) | (Self::Word | Self::Time | Self::Json, false) => "text",
            (Self::Int, _) => "integer",
            (Self::Big, _) => "bigint",
            (Self::Bool, _) => "boolean",
            (Self::Time, true) => "timestamptz",
            (Self::Json, true) => "jsonb",
            (Self::Bytes, true) => "bytea",
            (Self::Uuid | Self::Bytes, false) => "blob",
        }
    }
}

struct Column {
    name: &'static str,
    kind: Type,
    null: bool,
    choices: &'static [&'static str],
    references: Option<&'static str>,
}

struct Index {
    columns: &'static [&'static str],
    unique: bool,
    only: Option<&'static str>,
}

/// A table in the making.
pub struct Table {
    name: &'static str,
    tenant: bool,
    columns: Vec<Column>,
    indexes: Vec<Index>,
    append_only: bool,
    never_removed: bool,
    fixed: &'static [&'static str],
    readable_by_worker: bool,
    surveyed: &'static [&'static str],
}

macro_rules! column_kinds {
    ($($name:ident, $or_null:ident, $kind:ident;)*) => { $(
        /// Adds a NOT NULL column.
        #[expect(clippy::allow_attributes, reason = "one list of kinds; a kind no table needs yet is not an error")]
        #[allow(dead_code)]
        pub fn $name(self, name: &'static str) -> Self {
            self.column(name, Type::$kind, false, &[], None)
        }
        /// Adds a column that may be NULL.
        #[expect(clippy::allow_attributes, reason = "one list of kinds; a kind no table needs yet is not an error")]
        #[allow(dead_code)]
        pub fn $or_null(self, name: &'static str) -> Self {
            self.column(name, Type::$kind, true, &[], None)
        }
    )* };
}

impl Table {
    fn new(name: &'static str, tenant: bool) -> Self {
        Self {
            name,
            tenant,
            columns: Vec::new(),
            indexes: Vec::new(),
            append_only: false,
            never_removed: false,
            fixed: &[],
            readable_by_worker: false,
            surveyed: &[],
        }
    }

    column_kinds! {
        uuid, uuid_or_null, Uuid;
        text, text_or_null, Text;
        word, word_or_null, Word;
        int, int_or_null, Int;
        big, big_or_null, Big;
        bool, bool_or_null, Bool;
        time, time_or_null, Time;
        json, json_or_null, Json;
        bytes, bytes_or_null, Bytes;
    }

    /// Adds a text column that holds one of a few words.
    pub fn choice(self, name: &'static str, choices: &'static [&'static str]) -> Self {
        self.column(name, Type::Text, false, choices, None)
    }

    /// Adds the id of a row of another tenant table: the foreign key pairs tenant with tenant.
    pub fn references(self, name: &'static str, table: &'static str) -> Self {
        self.column(name, Type::Uuid, false, &[], Some(table))
    }

    /// As [`Self::references`], or NULL.
    pub fn references_or_null(self, name: &'static str, table: &'static str) -> Self {
        self.column(name, Type::Uuid, true, &[], Some(table))
    }

    /// Adds a unique key; in a tenant table it starts with the tenant.
    pub fn unique(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(Index { columns, unique: true, only: None });
        self
    }

    /// Adds a unique key over some rows; in a tenant table without columns: one such row for each tenant.
    pub fn unique_where(mut self, columns: &'static [&'static str], only: &'static str) -> Self {
        self.indexes.push(Index { columns, unique: true, only: Some(only) });
        self
    }

    /// Adds an index; in a tenant table it starts with the tenant.
    pub fn index(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(Index { columns, unique: false, only: None });
        self
    }

    /// Adds an index over some rows.
    pub fn index_where(mut self, columns: &'static [&'static str], only: &'static str) -> Self {
        self.indexes.push(Index { columns, unique: false, only: Some(only) });
        self
    }

    /// Rows can be added and read, never changed or removed by the application.
    pub fn append_only(mut self) -> Self {
        self.append_only = true;
        self
    }

    /// Rows can be changed, never removed by the application.
    pub fn never_removed(mut self) -> Self {
        self.never_removed = true;
        self
    }

    /// The application never changes these columns of a row.
    pub fn fixed(mut self, columns: &'static [&'static str]) -> Self {
        self.fixed = columns;
        self
    }

    /// The worker's role may see which tenants have due rows.
    pub fn readable_by_worker(mut self) -> Self {
        self.readable_by_worker = true;
        self
    }

    /// The worker's role may see these columns of every tenant's rows, and no other.
    pub fn surveyed_by_worker(mut self, columns: &'static [&'static str]) -> Self {
        self.surveyed = columns;
        self
    }

    fn column(
        mut self,
        name: &'static str,
        kind: Type,
        null: bool,
        choices: &'static [&'static str],
        references: Option<&'static str>,
    ) -> Self {
        self.columns.push(Column { name, kind, null, choices, references });
        self
    }

    /// Creates the table with its indexes and, on PostgreSQL, its policies and grants.
    ///
    /// # Errors
    /// Whatever the database says.
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        let mut statements = vec![self.create_table(postgres)];
        if postgres {
            statements.extend(self.distribute());
        }
        statements.extend(self.indexes.iter().map(|index| self.create_index(index)));
        if postgres {
            statements.extend(self.guard());
        }
        for statement in statements {
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    /// Adds the columns, which may all be NULL, and the indexes to a table that is there.
    ///
    /// # Errors
    /// Whatever the database says.
    #[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
    pub async fn extend(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        let table = self.name;
        for column in &self.columns {
            let (name, kind) = (column.name, column.kind.sql(postgres));
            connection.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {name} {kind}")).await?;
            if postgres {
                connection.execute_unprepared(&format!("GRANT UPDATE ({name}) ON {table} TO {APP_ROLE}")).await?;
            }
        }
        for index in &self.indexes {
            connection.execute_unprepared(&self.create_index(index)).await?;
        }
        Ok(())
    }

    fn create_table(&self, postgres: bool) -> String {
        let table = self.name;
        let uuid = Type::Uuid.sql(postgres);
        let mut sql = format!("CREATE TABLE {table} (");
        if self.tenant {
            let _ = write!(sql, "tenant_id {uuid} NOT NULL REFERENCES tenant (id), ");
        }
        let _ = write!(sql, "id {uuid} NOT NULL");
        for column in &self.columns {
            let null = if column.null { "" } else { " NOT NULL" };
            let _ = write!(sql, ", {} {}{null}", column.name, column.kind.sql(postgres));
        }
        let key = if self.tenant { "tenant_id, id" } else { "id" };
        let _ = write!(sql, ", CONSTRAINT {table}_pkey PRIMARY KEY ({key})");
        for column in &self.columns {
            let name = column.name;
            if let Some(parent) = column.references {
                let _ = write!(
                    sql,
                    ", CONSTRAINT {table}_{name}_fkey FOREIGN KEY (tenant_id, {name}) REFERENCES {parent} (tenant_id, id)"
                );
            }
            if !column.choices.is_empty() {
                let words = column.choices.join("', '");
                let _ = write!(sql, ", CONSTRAINT {table}_{name}_check CHECK ({name} IN ('{words}'))");
            }
        }
        sql.push(')');
        sql
    }

    fn create_index(&self, index: &Index) -> String {
        let table = self.name;
        let unique = if index.unique { "UNIQUE " } else { "" };
        let suffix = if index.unique { "key" } else { "idx" };
        let condition = index.only.map(|only| format!(" WHERE {only}")).unwrap_or_default();
        let partial = if index.only.is_some() { "_open" } else { "" };
        let name = format!("{table}_{}{partial}_{suffix}", index.columns.join("_"));
        let tenant = self.tenant.then_some("tenant_id");
        let columns: Vec<_> = tenant.into_iter().chain(index.columns.iter().copied()).collect();
        format!("CREATE {unique}INDEX {name} ON {table} ({}){condition}", columns.join(", "))
    }

    /// One machine is the normal case; where Citus is installed, tenant tables are spread by tenant, others copied.
    fn distribute(&self) -> Vec<String> {
        let table = self.name;
        let call = if self.tenant {
            format!("create_distributed_table(''{table}'', ''tenant_id'')")
        } else {
            format!("create_reference_table(''{table}'')")
        };
        vec![format!(
            "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') THEN \
             EXECUTE 'SELECT {call}'; END IF; END $$"
        )]
    }

    fn guard(&self) -> Vec<String> {
        let table = self.name;
        let remove = if self.append_only || self.never_removed { "" } else { ", DELETE" };
        let mut sql = vec![format!("GRANT SELECT, INSERT{remove} ON {table} TO {APP_ROLE}")];
        if !self.append_only {
            // A row never moves house: UPDATE is granted column by column, without the tenant and what is fixed.
            let names = std::iter::once("id").chain(self.columns.iter().map(|column| column.name));
            let columns: Vec<_> = names.filter(|name| !self.fixed.contains(name)).collect();
            sql.push(format!("GRANT UPDATE ({}) ON {table} TO {APP_ROLE}", columns.join(", ")));
        }
        if self.tenant {
            let mine = "tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid";
            sql.push(format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"));
            sql.push(format!("ALTER TABLE {table} FORCE ROW LEVEL SECURITY"));
            sql.push(format!("CREATE POLICY tenant ON {table} USING ({mine}) WITH CHECK ({mine})"));
        }
        if self.readable_by_worker || !self.surveyed.is_empty() {
            let columns = if self.surveyed.is_empty() { String::new() } else { format!(" ({})", self.surveyed.join(", ")) };
            sql.push(format!("GRANT SELECT{columns} ON {table} TO {WORKER_ROLE}"));
            sql.push(format!("CREATE POLICY worker ON {table} FOR SELECT TO {WORKER_ROLE} USING (true)"));
        }
        sql
    }
}

/// Lets a column of a few words hold these. SQLite cannot change a CHECK: there the table is written anew, with whatever
/// columns and indexes it has by now.
///
/// # Errors
/// Whatever the database says.
#[expect(clippy::disallowed_methods, reason = "a schema step is hand-written SQL and knows no tenant's rows")]
pub async fn widen_choice(manager: &SchemaManager<'_>, table: &str, column: &str, choices: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let check = format!("CONSTRAINT {table}_{column}_check CHECK ({column} IN ('{}'))", choices.join("', '"));
    if manager.get_database_backend() == DbBackend::Postgres {
        let sql = format!("ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_check, ADD {check}");
        connection.execute_unprepared(&sql).await?;
        return Ok(());
    }
    let texts = async |sql: String| -> Result<Vec<String>, DbErr> {
        let rows = connection.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
        rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect()
    };
    let made = texts(format!("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '{table}'")).await?;
    let indexes = format!("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL");
    let indexes = texts(indexes).await?;
    let made = made.first().ok_or_else(|| DbErr::Custom(format!("there is no table {table}")))?;
    let start = format!("CONSTRAINT {table}_{column}_check CHECK ({column} IN (");
    let parts = made.split_once(&start).and_then(|(before, rest)| Some((before, rest.split_once("))")?.1)));
    let (before, after) = parts.ok_or_else(|| DbErr::Custom(format!("{table}.{column} is no choice")))?;
    let body = format!("{before}{check}{after}");
    let body = body.split_once('(').map(|(_, body)| body).unwrap_or_default();
    let mut steps = vec![
        format!("CREATE TABLE {table}_next ({body}"),
        format!("INSERT INTO {table}_next SELECT * FROM {table}"),
        format!("DROP TABLE {table}"),
        format!("ALTER TABLE {table}_next RENAME TO {table}"),
    ];
    steps.extend(indexes);
    for step in steps {
        connection.execute_unprepared(&step).await?;
    }
    Ok(())
}
