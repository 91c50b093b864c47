//! The `tutela` command: parses, loads settings, calls `app`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tutela::app::{self, Settings};

/// A multi-tenant learning platform whose data-processing agreement enforces itself.
#[derive(Parser)]
#[command(name = "tutela", version)]
struct Cli {
    /// Settings file; tutela.toml in this folder when it is there.
    #[arg(long, global = true, env = "TUTELA_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start with invented people, modules and sub-processors; the next start keeps the data.
    Demo(Place),
    /// Start the server.
    Serve(Place),
    /// Work off the outbox without serving requests.
    Worker(Place),
    /// Bring the database's schema up to date.
    Migrate(Place),
    /// The audit log.
    Audit {
        #[command(subcommand)]
        command: Audit,
    },
    /// The operator's staff.
    Operator {
        #[command(subcommand)]
        command: Operator,
    },
    /// The certificate under which documents are sealed.
    Seal {
        #[command(subcommand)]
        command: Seal,
    },
    /// The list of sub-processors.
    Subprocessors {
        #[command(subcommand)]
        command: Subprocessors,
    },
    /// Workspaces.
    Tenant {
        #[command(subcommand)]
        command: Tenant,
    },
}

#[derive(clap::Args)]
struct Place {
    /// Folder for the embedded database, files, mails and keys.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Address and port to listen on.
    #[arg(long)]
    listen: Option<SocketAddr>,
}

#[derive(Subcommand)]
enum Audit {
    /// Check the log of every workspace, or of one: numbers, hashes, checkpoints.
    Verify {
        #[command(flatten)]
        place: Place,
        /// Only this workspace.
        #[arg(long)]
        workspace: Option<String>,
        /// Also check that the log still leads to this checkpoint, kept elsewhere: the note, or the answer it came in.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Operator {
    /// Add a member of the operator's staff; the password is read from TUTELA_NEW_PASSWORD or asked for.
    Create {
        #[command(flatten)]
        place: Place,
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// legal, security or support.
        #[arg(long, default_value = "legal")]
        role: String,
    },
}

#[derive(Subcommand)]
enum Seal {
    /// Show whom the seal names, how long it is valid, its fingerprint, and the seals before it.
    Show(Place),
    /// Replace the seal by the certificate in seal_pkcs12, or by a new one that names the operator of the settings. What was
    /// sealed stays authentic. Restart the servers and workers afterwards.
    Rotate(Place),
}

#[derive(Subcommand)]
enum Subprocessors {
    /// Declare the first list, once, before the first agreement; later it changes in the operator's console.
    Declare {
        #[command(flatten)]
        place: Place,
        /// The vendors, written as in templates/demo/subprocessors.toml.
        #[arg(required_unless_present = "none", conflicts_with = "none")]
        file: Option<PathBuf>,
        /// Declare that you engage nobody.
        #[arg(long)]
        none: bool,
    },
}

#[derive(Subcommand)]
enum Tenant {
    /// Make a workspace with its owner, who gets an invitation by mail.
    Create {
        #[command(flatten)]
        place: Place,
        /// Short name in addresses and at sign-in.
        #[arg(long)]
        slug: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// The owner's e-mail address.
        #[arg(long)]
        owner_email: String,
        /// The owner's name.
        #[arg(long)]
        owner_name: String,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let place = match &cli.command {
        Command::Demo(place) | Command::Serve(place) | Command::Worker(place) | Command::Migrate(place) => place,
        Command::Audit { command: Audit::Verify { place, .. } }
        | Command::Operator { command: Operator::Create { place, .. } }
        | Command::Seal { command: Seal::Show(place) | Seal::Rotate(place) }
        | Command::Subprocessors { command: Subprocessors::Declare { place, .. } }
        | Command::Tenant { command: Tenant::Create { place, .. } } => place,
    };
    let data = place.data.as_ref().map(|data| ("data", data.display().to_string()));
    let listen = place.listen.map(|listen| ("listen", listen.to_string()));
    let overrides: Vec<_> = data.into_iter().chain(listen).collect();
    let settings = match Settings::read(cli.config.as_deref(), &overrides) {
        Ok(settings) => settings,
        Err(lines) => {
            lines.iter().for_each(|line| eprintln!("{line}"));
            return ExitCode::from(2);
        }
    };
    let outcome = match cli.command {
        Command::Demo(_) => app::demo(settings),
        Command::Serve(_) => app::serve(settings),
        Command::Worker(_) => app::work(settings),
        Command::Migrate(_) => app::migrate(&settings),
        Command::Audit { command: Audit::Verify { workspace, checkpoint, .. } } => {
            app::verify_audit(settings, workspace, checkpoint)
        }
        Command::Operator { command: Operator::Create { email, name, role, .. } } => {
            app::create_operator(settings, email, name, role)
        }
        Command::Seal { command: Seal::Show(_) } => app::show_seal(&settings),
        Command::Seal { command: Seal::Rotate(_) } => app::rotate_seal(&settings),
        Command::Subprocessors { command: Subprocessors::Declare { file, .. } } => app::declare_subprocessors(settings, file),
        Command::Tenant { command: Tenant::Create { slug, name, owner_email, owner_name, .. } } => {
            app::create_tenant(settings, slug, name, (owner_email, owner_name))
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
