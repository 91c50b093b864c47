//! What the law gives a tenant and its people: to see what was done, and to take the data out.

pub mod log;

pub mod exports;
