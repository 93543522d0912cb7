# A plugin: sees trouble for as long as the file $2 exists. Waits while looks are held in the fleet's folder $1.
echo look >>"$1/looks"
rounds=0
while [ -e "$1/hold-looks" ] && [ "$rounds" -lt 1200 ]; do
  sleep 0.05
  rounds=$((rounds + 1))
done
if [ -e "$2" ]; then
  echo "$2"
  exit 2
fi
echo "all is well"
