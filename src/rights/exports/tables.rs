//! The catalogue of tables that an export walks, made from the entities.

use entity::Visit;
use entity::privacy::{Category, Privacy};
use entity::tenancy::TenantOwned;
use futures_util::future::BoxFuture;
use sea_orm::{ColumnTrait as _, IdenStatic as _, Iterable as _};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::kernel::db::TenantTx;
use crate::kernel::error::Error;
use crate::kernel::keys::{Place, TenantKey};

/// A row with its id, without secrets.
type Row = (Uuid, Map<String, Value>);
/// Reads the next rows after an id.
type Read = for<'a> fn(&'a TenantTx, Option<Uuid>, u64) -> BoxFuture<'a, Result<Vec<Row>, Error>>;

/// One table of the catalogue.
pub struct Table {
    /// Its name.
    pub name: String,
    /// The columns that leave, in their order.
    pub columns: Vec<Column>,
    /// What the table says about its data.
    pub privacy: Privacy,
    read: Read,
}

/// A column that leaves.
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type in words.
    pub kind: String,
    /// What it holds.
    pub category: Option<Category>,
}

/// Columns that are sealed with the tenant's key, by table. Each leaves as it lies, because the proofs of the log are made of
/// that, and beside it opened: the key stays behind and is destroyed at the end.
const SEALED: [(&str, &str); 1] = [("audit_event", "origin")];

/// The place of a row's column when it is one of [`SEALED`].
fn sealed(table: &str, column: &str, row: Uuid) -> Option<Place> {
    let (table, column) = SEALED.into_iter().find(|one| *one == (table, column))?;
    Some(Place { table, column, row })
}

/// The name under which a sealed column leaves opened.
fn opened(column: &str) -> String {
    format!("{column}_opened")
}

impl Table {
    /// At most so many rows after the id, in the order of ids.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rows(&self, tx: &TenantTx, after: Option<Uuid>, most: u64) -> Result<Vec<Row>, Error> {
        (self.read)(tx, after, most).await
    }
}

/// Every tenant table, parents before children.
#[must_use]
pub fn catalogue() -> Vec<Table> {
    struct Catalogue;
    impl Visit for Catalogue {
        type Output = Table;

        fn table<E: TenantOwned>(&mut self) -> Table
        where
            E::Model: serde::Serialize + Send + Sync,
        {
            let table = E::default().table_name().to_owned();
            let leaves = |column: &E::Column| !E::PRIVACY.is_secret(column.as_str());
            let columns = E::Column::iter().filter(leaves).flat_map(|column| {
                let (name, kind) = (column.as_str(), word_for(column.def().get_column_type()));
                let category = E::PRIVACY.columns.iter().find(|(one, _)| *one == name).map(|&(_, category)| category);
                let open = sealed(&table, name, Uuid::nil());
                let open = open.map(|_| Column { name: opened(name), kind: "json".to_owned(), category });
                std::iter::once(Column { name: name.to_owned(), kind, category }).chain(open)
            });
            let columns = columns.collect();
            Table { name: table, columns, privacy: E::PRIVACY, read: read::<E> }
        }
    }
    entity::each_tenant_table(&mut Catalogue)
}

fn word_for(kind: &sea_orm::ColumnType) -> String {
    use sea_orm::ColumnType;
    match kind {
        ColumnType::Uuid => "uuid",
        ColumnType::Integer | ColumnType::BigInteger => "integer",
        ColumnType::Boolean => "boolean",
        ColumnType::Json | ColumnType::JsonBinary => "json",
        ColumnType::Blob | ColumnType::VarBinary(_) | ColumnType::Binary(_) => "base64",
        ColumnType::TimestampWithTimeZone | ColumnType::Timestamp | ColumnType::DateTime => "time (RFC 3339, UTC)",
        _ => "text",
    }
    .to_owned()
}

fn read<E: TenantOwned>(tx: &TenantTx, after: Option<Uuid>, most: u64) -> BoxFuture<'_, Result<Vec<Row>, Error>>
where
    E::Model: serde::Serialize + Send + Sync,
{
    Box::pin(async move {
        let mut rows = tx.rows::<E>();
        if let Some(after) = after {
            rows = rows.filter(E::id().gt(after));
        }
        let rows = rows.ascending(E::id()).limit(most).all().await?;
        let key = tx.key().await?;
        rows.iter().map(|row| Ok((E::id_of(row), without_secrets::<E>(row, &key)?))).collect()
    })
}

fn without_secrets<E: TenantOwned>(row: &E::Model, key: &TenantKey) -> Result<Map<String, Value>, Error>
where
    E::Model: serde::Serialize,
{
    let Value::Object(mut map) = serde_json::to_value(row)? else {
        return Err(Error::from(anyhow::anyhow!("a row did not become a map")));
    };
    let table = E::default();
    for column in E::Column::iter() {
        let name = column.as_str();
        if E::PRIVACY.is_secret(name) {
            map.remove(name);
        } else if let Some(Value::Array(bytes)) = map.get(name)
            && word_for(column.def().get_column_type()) == "base64"
        {
            let bytes: Vec<u8> = bytes.iter().filter_map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok())).collect();
            map.insert(name.to_owned(), Value::String(data_encoding::BASE64.encode(&bytes)));
            if let Some(place) = sealed(table.table_name(), name, E::id_of(row)) {
                map.insert(opened(name), open(key, &place, &bytes));
            }
        }
    }
    Ok(map)
}

/// What a sealed value says; nothing where it does not open: whoever leaves is not kept by one row that somebody changed.
fn open(key: &TenantKey, place: &Place, sealed: &[u8]) -> Value {
    let opened = key.open(place, sealed).and_then(|plain| serde_json::from_slice(&plain).map_err(Error::from));
    opened.unwrap_or_else(|error| {
        tracing::warn!(row.id = %place.row, error.cause = error.cause(), "A sealed value does not open, and leaves as it lies.");
        Value::Null
    })
}

#[cfg(test)]
mod tests {
    use super::catalogue;

    #[test]
    fn no_secret_leaves() {
        for table in catalogue() {
            for column in &table.columns {
                let secret = ["password_hash", "token_hash", "status_token_hash", "wrapped_key"].contains(&column.name.as_str());
                assert!(!secret, "{}.{}", table.name, column.name);
            }
        }
    }
}
