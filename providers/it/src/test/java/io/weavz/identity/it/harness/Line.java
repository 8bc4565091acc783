package io.weavz.identity.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server of this machine, such as one node's to PostgreSQL: a test cuts it, or lets it hang as a network does
 * that loses every packet.
 */
public final class Line {
    private static final int BUFFER = 16 * 1024;

    private enum State {
        OPEN,
        CUT,
        HANGING
    }

    private final ServerSocket entrance;
    private final int serverPort;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    private Line(ServerSocket entrance, int serverPort) {
        this.entrance = entrance;
        this.serverPort = serverPort;
    }

    public static Line to(int serverPort) {
        try {
            ServerSocket entrance = new ServerSocket(0, BUFFER, InetAddress.getLoopbackAddress());
            Line line = new Line(entrance, serverPort);
            inBackground(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Ends every connection, and every new one at once. */
    public void cut() {
        become(State.CUT);
        sockets.forEach(Line::close);
    }

    /** Nothing passes any more and nobody is told; what was under way arrives when the line is mended. */
    public void hang() {
        become(State.HANGING);
    }

    public void mend() {
        become(State.OPEN);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private synchronized boolean mayPass() throws InterruptedException {
        while (state == State.HANGING) {
            wait();
        }
        return state == State.OPEN;
    }

    private synchronized boolean isCut() {
        return state == State.CUT;
    }

    private void accept() {
        while (true) {
            try {
                Socket client = entrance.accept();
                if (isCut()) {
                    client.close();
                } else {
                    inBackground(() -> connect(client));
                }
            } catch (IOException goneBeforeItWasAccepted) {
                // The next one may be better.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        sockets.add(client);
        sockets.add(server);
        try {
            mayPass();
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
            inBackground(() -> pass(server, client));
            pass(client, server);
        } catch (IOException | InterruptedException noServer) {
            end(client, server);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0 && mayPass(); read = in.read(bytes)) {
                out.write(bytes, 0, read);
            }
        } catch (IOException | InterruptedException ended) {
            // As the other side ended it, or we.
        }
        end(from, to);
    }

    private void end(Socket one, Socket other) {
        for (Socket socket : new Socket[] {one, other}) {
            close(socket);
            sockets.remove(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "line");
        thread.setDaemon(true);
        thread.start();
    }
}
