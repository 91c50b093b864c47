//! A query of one tenant's rows. The tenant filter is added last, when it runs, so that nothing can undo it.

use std::collections::BTreeMap;

use entity::tenancy::TenantOwned;
use sea_orm::sea_query::{Expr, IntoCondition, LockBehavior, LockType, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait as _, Condition, ConnectionTrait as _, EntityTrait, IdenStatic as _,
    IntoSimpleExpr, Iterable as _, JoinType, Order, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, RelationDef, Select, TryGetableMany,
};
use uuid::Uuid;

use super::connection::Connection;
use crate::kernel::error::Error;
use crate::kernel::tenancy::TenantId;

#[derive(Clone, Copy)]
enum Lock {
    None,
    Wait,
    Present,
    SkipLocked,
}

/// Rows of `E` that belong to the tenant of the transaction.
#[must_use = "a query does nothing until it is run"]
pub struct Scoped<'tx, E: TenantOwned> {
    connection: &'tx Connection,
    tenant: TenantId,
    keep: Condition,
    order: Vec<(SimpleExpr, Order)>,
    groups: Vec<E::Column>,
    limit: Option<u64>,
    lock: Lock,
}

impl<'tx, E: TenantOwned> Scoped<'tx, E>
where
    E::Model: Send + Sync,
{
    pub(super) fn new(connection: &'tx Connection, tenant: TenantId) -> Self {
        let keep = Condition::all();
        Self { connection, tenant, keep, order: Vec::new(), groups: Vec::new(), limit: None, lock: Lock::None }
    }

    /// Keeps the rows for which the condition holds.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.keep = self.keep.add(condition.into_condition());
        self
    }

    /// Keeps the rows whose column is one of the values.
    pub fn among<T: Into<sea_orm::Value>>(self, column: E::Column, values: impl IntoIterator<Item = T>) -> Self {
        self.filter(column.is_in(values))
    }

    /// Keeps the rows whose column is a column of one of the other rows: of this tenant, like all rows of a query.
    pub fn among_rows<O: TenantOwned>(self, column: E::Column, rows: Scoped<'_, O>, of: O::Column) -> Self
    where
        O::Model: Send + Sync,
    {
        self.filter(column.in_subquery(rows.subquery(of)))
    }

    /// Keeps the rows whose column is a column of none of the other rows of this tenant.
    pub fn not_among_rows<O: TenantOwned>(self, column: E::Column, rows: Scoped<'_, O>, of: O::Column) -> Self
    where
        O::Model: Send + Sync,
    {
        self.filter(column.not_in_subquery(rows.subquery(of)))
    }

    /// Keeps the rows for which one of the other rows of this tenant is there, whose filters may name columns of these: the
    /// search ends at the first.
    pub fn with_any<O: TenantOwned>(self, rows: Scoped<'_, O>) -> Self
    where
        O::Model: Send + Sync,
    {
        self.filter(Expr::exists(rows.subquery(O::id())))
    }

    fn subquery(&self, column: E::Column) -> SelectStatement {
        self.select().select_only().column(column).into_query()
    }

    /// Sorts upwards.
    pub fn ascending(mut self, column: impl IntoSimpleExpr) -> Self {
        self.order.push((column.into_simple_expr(), Order::Asc));
        self
    }

    /// Sorts downwards.
    pub fn descending(mut self, column: impl IntoSimpleExpr) -> Self {
        self.order.push((column.into_simple_expr(), Order::Desc));
        self
    }

    /// Takes at most so many rows.
    pub fn limit(mut self, rows: u64) -> Self {
        self.limit = Some(rows);
        self
    }

    /// Locks the rows until the end of the transaction (PostgreSQL; SQLite has one writer anyway).
    pub fn locked(mut self) -> Self {
        self.lock = Lock::Wait;
        self
    }

    /// Holds the rows as they are until the end of the transaction: nobody locks them meanwhile, but others may hold them too
    /// (PostgreSQL; a reference to a row holds it like this anyway).
    pub fn held(mut self) -> Self {
        self.lock = Lock::Present;
        self
    }

    /// Locks the rows, passing over those that somebody else has locked.
    pub fn skip_locked(mut self) -> Self {
        self.lock = Lock::SkipLocked;
        self
    }

    /// Groups by a column; use with [`Self::columns`].
    pub fn group_by(mut self, column: E::Column) -> Self {
        self.groups.push(column);
        self
    }

    fn condition(&self) -> Condition {
        self.keep.clone().add(E::tenant().eq(self.tenant.get()))
    }

    fn select(&self) -> Select<E> {
        let mut select = E::find().filter(self.condition());
        for (by, order) in &self.order {
            select = select.order_by(by.clone(), order.clone());
        }
        for column in &self.groups {
            select = select.group_by(*column);
        }
        if self.connection.get_database_backend() == sea_orm::DbBackend::Postgres {
            select = match self.lock {
                Lock::None => select,
                Lock::Wait => select.lock(LockType::Update),
                Lock::Present => select.lock(LockType::KeyShare),
                Lock::SkipLocked => select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked),
            };
        }
        select.limit(self.limit)
    }

    /// Every row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(self) -> Result<Vec<E::Model>, Error> {
        Ok(self.select().all(self.connection).await?)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one(self) -> Result<Option<E::Model>, Error> {
        Ok(self.select().one(self.connection).await?)
    }

    /// The first row, with the row of `O` whose id it holds in the column, in one query: both are this tenant's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one_with<O: TenantOwned>(self, column: E::Column) -> Result<Option<(E::Model, O::Model)>, Error>
    where
        O::Model: Send + Sync,
    {
        let other: RelationDef = E::belongs_to(O::default()).from(column).to(O::id()).into();
        let select = self.select().join(JoinType::InnerJoin, other).filter(O::tenant().eq(self.tenant.get()));
        let row = select.select_also(O::default()).one(self.connection).await?;
        Ok(row.and_then(|(row, other)| Some((row, other?))))
    }

    /// Adds a row to this tenant if the filters keep one, in one statement; says whether it did.
    ///
    /// # Errors
    /// `Taken` when a unique key is.
    pub async fn then_insert<A>(self, mut new: A) -> Result<bool, Error>
    where
        A: ActiveModelTrait + Send,
        A::Entity: TenantOwned,
    {
        new.set(A::Entity::tenant(), self.tenant.get().into());
        let mut select = self.select().select_only().limit(1);
        let mut columns = Vec::new();
        for column in <A::Entity as EntityTrait>::Column::iter() {
            if let ActiveValue::Set(value) = new.get(column) {
                select = select.expr_as(Expr::val(value), column.as_str());
                columns.push(column);
            }
        }
        let mut insert = Query::insert();
        insert.into_table(A::Entity::default()).columns(columns);
        insert.select_from(select.into_query()).map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok(self.connection.execute(&insert).await?.rows_affected() > 0)
    }

    /// The row with this id, if it is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(self, id: Uuid) -> Result<Option<E::Model>, Error> {
        self.filter(E::id().eq(id)).one().await
    }

    /// The row with this id.
    ///
    /// # Errors
    /// `NotFound` when this tenant has no such row.
    pub async fn by_id(self, id: Uuid) -> Result<E::Model, Error> {
        self.find(id).await?.ok_or(Error::NotFound)
    }

    /// How many rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(self) -> Result<u64, Error> {
        Ok(self.select().count(self.connection).await?)
    }

    /// Some columns or aggregates of the rows, as tuples in the order given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn columns<T: TryGetableMany>(self, columns: impl IntoIterator<Item = SimpleExpr>) -> Result<Vec<T>, Error> {
        let mut select = self.select().select_only();
        for (at, column) in columns.into_iter().enumerate() {
            select = select.expr_as(column, format!("c{at}"));
        }
        let rows = self.connection.query_all(select.as_query()).await?;
        Ok(rows.iter().map(T::try_get_many_by_index).collect::<Result<_, _>>().map_err(sea_orm::DbErr::from)?)
    }

    /// Sets columns of every row that the filters keep; says how many.
    ///
    /// # Errors
    /// When the database fails, or a unique key is taken.
    pub async fn set(self, values: impl IntoIterator<Item = (E::Column, SimpleExpr)>) -> Result<u64, Error> {
        let mut update = E::update_many().filter(self.condition());
        for (column, value) in values {
            update = update.col_expr(column, value);
        }
        Ok(update.exec(self.connection).await?.rows_affected)
    }

    /// Removes every row that the filters keep; says how many.
    ///
    /// # Errors
    /// When the database fails, or another row refers to one of them.
    pub async fn delete(self) -> Result<u64, Error> {
        Ok(E::delete_many().filter(self.condition()).exec(self.connection).await?.rows_affected)
    }
}

/// A text that is looked for is at most this long: longer than every name, title and address.
const MOST_LOOKED_FOR: usize = 500;
/// So many different letters beyond ASCII are looked for in both cases: more than an alphabet has.
const MOST_LETTERS: usize = 40;

/// That the column holds the text somewhere, whatever the case: the same on both stores. `lower` of SQLite knows ASCII only,
/// and that of PostgreSQL what its locale knows, so the other letters of the text are made small one by one.
pub fn holds(column: impl IntoSimpleExpr, text: &str) -> SimpleExpr {
    use sea_orm::sea_query::{ExprTrait as _, Func, LikeExpr};
    if text.chars().count() > MOST_LOOKED_FOR {
        return Expr::val(1).eq(0);
    }
    let escaped: String =
        text.chars().flat_map(|c| "%_\\".contains(c).then_some('\\').into_iter().chain(c.to_lowercase())).collect();
    let small = capitals(text).into_iter().fold(column.into_simple_expr(), |column, (capital, small)| {
        Func::cust("replace").args([column, Expr::val(capital.to_string()), Expr::val(small)]).into()
    });
    SimpleExpr::from(Func::lower(small)).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// The capitals beyond ASCII of the letters of a text, each with what it is in small.
fn capitals(text: &str) -> BTreeMap<char, String> {
    let both = |c: char| {
        let mut large = c.to_uppercase();
        let capital = large.next().filter(|_| large.next().is_none());
        [Some(c), capital].into_iter().flatten().map(move |capital| (capital, c.to_lowercase().to_string()))
    };
    let letters = text.chars().flat_map(both).filter(|(capital, small)| !capital.is_ascii() && *small != capital.to_string());
    letters.take(MOST_LETTERS).collect()
}
